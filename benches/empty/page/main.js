// The second frame is asked for when the first has been painted: as Glimmer's own page does it.
requestAnimationFrame(() => requestAnimationFrame(() => void window.__TAURI_INTERNALS__.invoke("drawn")));
