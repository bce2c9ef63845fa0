// What a page would try that strange words had got hold of. Without a name it says which attempts there are.
const [name, outside, done] = arguments;
const host = outside.replace("http://", "");
const made = [];
const say = (went, how) => (made.forEach((one) => one.remove()), done([went, String(how)]));
const went = (how) => say(true, how);
const refused = (why) => say(false, why);
const put = (tag, parts) => {
  const one = Object.assign(document.createElement(tag), parts);
  made.push(one);
  document.body.append(one);
  return one;
};
/** An element that would fetch something. */
const load = (tag, parts) => put(tag, { onload: () => went("loaded"), onerror: () => refused("error"), ...parts });
const answer = (promise) => promise.then(() => went("answered"), refused);
/** A frame that was refused says that it loaded as well; what is in it can be read then, and is nothing. Of a file there is none. */
const frame = (src) => {
  const one = put("iframe", { src });
  const isEmpty = () => one.contentWindow === null || one.contentDocument?.body?.childElementCount === 0;
  one.onload = () => isEmpty() || went("loaded");
  setTimeout(() => (isEmpty() ? refused("nothing is in it") : went("not empty")), 1000);
};
const blob = (type, text) => URL.createObjectURL(new Blob([text], { type }));
const ran = (then) => ((window.__ran = 0), then(), window.__ran ? went("it ran") : undefined);

/** Run, draw or fetch something: each is refused with an error, or said to violate the policy. */
const reach = {
  "inline script": () => ran(() => put("script", { textContent: "window.__ran = 1" })),
  "inline handler": () =>
    ran(() => {
      const one = put("button", {});
      one.setAttribute("onclick", "window.__ran = 1");
      one.click();
    }),
  eval: () => went((0, eval)("1")),
  Function: () => went(new Function("return 1")()),
  "timer of words": () => setTimeout("window.__ran = 1", 0),
  "script address": () => put("a", { href: "javascript:window.__ran = 1" }).click(),
  "script http": () => load("script", { src: `${outside}/a.js` }),
  "script https": () => load("script", { src: `https://${host}/a.js` }),
  "script data": () => load("script", { src: "data:text/javascript,window.__ran=1" }),
  "script blob": () => load("script", { src: blob("text/javascript", "window.__ran = 1") }),
  "script file": () => load("script", { src: "file:///etc/passwd" }),
  module: () => load("script", { type: "module", src: `${outside}/a.mjs` }),
  import: () => answer(import(`${outside}/b.mjs`)),
  "style element": () => put("style", { textContent: "body { outline: 1px solid red }" }),
  "style attribute": () => put("p", {}).setAttribute("style", "color: red"),
  "style http": () => load("link", { rel: "stylesheet", href: `${outside}/a.css` }),
  "image http": () => load("img", { src: `${outside}/a.png` }),
  "image data": () => load("img", { src: "data:image/gif;base64,R0lGODlhAQABAAAAACw=" }),
  "image file": () => load("img", { src: "file:///usr/share/pixmaps/debian-logo.png" }),
  font: () => answer(new FontFace("elsewhere", `url(${outside}/a.woff2)`).load()),
  sound: () => load("audio", { src: `${outside}/a.ogg`, oncanplay: () => went("played") }),
  film: () => load("video", { src: `${outside}/a.webm`, oncanplay: () => went("played") }),
  "frame http": () => frame(outside),
  "frame file": () => frame("file:///etc/passwd"),
  "frame data": () => frame("data:text/html,<p>here"),
  object: () => load("object", { data: `${outside}/a.svg` }),
  embed: () => load("embed", { src: `${outside}/a.svg` }),
  "fetch http": () => answer(fetch(outside, { mode: "no-cors" })),
  "fetch https": () => answer(fetch(`https://${host}`, { mode: "no-cors" })),
  "fetch file": () => answer(fetch("file:///etc/passwd")),
  request: () => {
    const asks = new XMLHttpRequest();
    Object.assign(asks, { onload: () => went(asks.status), onerror: () => refused("error") });
    asks.open("GET", outside);
    asks.send();
  },
  beacon: () => navigator.sendBeacon(outside, "words"),
  "event source": () => Object.assign(new EventSource(outside), { onopen: () => went("open"), onerror: () => refused("error") }),
  socket: () => Object.assign(new WebSocket(`ws://${host}`), { onopen: () => went("open"), onerror: () => refused("error") }),
  "peer connection": () => new RTCPeerConnection({ iceServers: [{ urls: `stun:${host}` }] }).createOffer().then(went, refused),
  "worker http": () => Object.assign(new Worker(`${outside}/w.js`), { onmessage: () => went("it ran"), onerror: () => refused("error") }),
  "worker blob": () =>
    Object.assign(new Worker(blob("text/javascript", "postMessage(1)")), { onmessage: () => went("it ran"), onerror: () => refused("error") }),
  "service worker": () => answer(navigator.serviceWorker.register(`${outside}/w.js`)),
  preload: () => load("link", { rel: "preload", as: "image", href: `${outside}/p.png` }),
  base: () => (put("base", { href: outside }), document.baseURI.startsWith(outside) && went("it moved")),
  form: () => put("form", { action: outside, method: "post" }).submit(),
  "command without its key": () =>
    fetch("ipc://localhost/settings", { method: "POST", body: "{}" }).then(async (got) => say(got.ok, await got.text()), refused),
};

const click = (parts) => put("a", { href: outside, ...parts }).click();
/** Lead the window elsewhere, or open another. Whether it went is seen afterwards, and at the other end. */
const leave = {
  http: () => (location.href = outside),
  https: () => (location.href = `https://${host}/`),
  "a file": () => (location.href = "file:///etc/passwd"),
  "data:": () => (location.href = "data:text/html,<script>window.__ran = 1</script>"),
  "blob:": () => (location.href = blob("text/html", "<script>window.__ran = 1</script>")),
  "about:": () => location.assign("about:blank"),
  "an unknown scheme": () => location.replace("glim-unknown:words"),
  "mailto:": () => (location.href = "mailto:a@example.org"),
  "a window": () => window.open(outside),
  "a window of a file": () => window.open("file:///etc/passwd", "_blank"),
  "a link": () => click({}),
  "a link to a new window": () => click({ target: "_blank" }),
  "a link to a download": () => click({ download: "a.html" }),
  "a link that calls home": () => click({ href: "#today", ping: outside }),
  "a form to a new window": () => put("form", { action: outside, target: "_blank" }).submit(),
  refresh: () => document.head.append(Object.assign(document.createElement("meta"), { httpEquiv: "refresh", content: `0;url=${outside}` })),
  "another past": () => history.pushState(null, "", outside),
  "a manifest": () => put("link", { rel: "manifest", href: outside }),
  "a page fetched earlier": () => put("link", { rel: "prefetch", href: outside }),
  "an earlier connection": () => put("link", { rel: "preconnect", href: outside }),
  "an earlier name": () => put("link", { rel: "dns-prefetch", href: outside }),
};

if (name === null) {
  done([Object.keys(reach), Object.keys(leave)]);
} else if (reach[name]) {
  document.addEventListener("securitypolicyviolation", ({ effectiveDirective }) => refused(effectiveDirective), { once: true });
  setTimeout(() => went("nobody refused it"), 4000);
  try {
    reach[name]();
  } catch (error) {
    refused(error);
  }
} else {
  try {
    leave[name]();
    say(true, "tried");
  } catch (error) {
    refused(error);
  }
}
