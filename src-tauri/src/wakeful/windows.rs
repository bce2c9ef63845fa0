//! A window that nobody sees, on a thread of its own: Windows tells these things to windows.

use std::{cell::OnceCell, io, ptr, thread};

use windows_sys::{
    Win32::{
        Foundation::{HWND, LPARAM, LRESULT, WPARAM},
        System::{
            LibraryLoader::GetModuleHandleW,
            Power::RegisterSuspendResumeNotification,
            RemoteDesktop::{NOTIFY_FOR_THIS_SESSION, WTSRegisterSessionNotification},
        },
        UI::WindowsAndMessaging::{
            CreateWindowExW, DEVICE_NOTIFY_WINDOW_HANDLE, DefWindowProcW, DispatchMessageW, GetMessageW, MSG, PBT_APMRESUMEAUTOMATIC,
            PBT_APMSUSPEND, RegisterClassW, WM_POWERBROADCAST, WM_TIMECHANGE, WM_WTSSESSION_CHANGE, WNDCLASSW, WTS_SESSION_LOCK,
        },
    },
    w,
};

use super::{Stir, tell};

thread_local! {
    /// Who is told; Windows calls [`hear`] on the thread that made the window.
    static ON: OnceCell<Box<dyn Fn(Stir)>> = const { OnceCell::new() };
}

/// Calls `on` from the thread "wakeful", as long as the app runs.
pub fn listen(on: impl Fn(Stir) + Send + Sync + 'static) {
    let listening = thread::Builder::new().name("wakeful".into()).spawn(move || {
        // Set once, here: the thread is new.
        let _ = ON.with(|told| told.set(Box::new(on)));
        match open_window() {
            Ok(()) => hear_all(),
            Err(error) => tracing::info!(%error, "the system does not tell when it sleeps"),
        }
    });
    if let Err(error) = listening {
        tracing::info!(%error, "nobody listens whether the system sleeps");
    }
}

/// Not a message-only window: those do not hear what is said to all, such as a new time.
fn open_window() -> io::Result<()> {
    let name = w!("GlimmerWakeful");
    // SAFETY: the name is a constant that ends in zero, `hear` has the signature of a window procedure, and what is handed over is only
    // read during the calls. A window that is never shown needs nothing else of its class.
    unsafe {
        let instance = GetModuleHandleW(ptr::null());
        let class = WNDCLASSW { lpfnWndProc: Some(hear), hInstance: instance, lpszClassName: name, ..WNDCLASSW::default() };
        if RegisterClassW(&raw const class) == 0 {
            return Err(io::Error::last_os_error());
        }
        let window = CreateWindowExW(0, name, ptr::null(), 0, 0, 0, 0, 0, ptr::null_mut(), ptr::null_mut(), instance, ptr::null());
        if window.is_null() {
            return Err(io::Error::last_os_error());
        }
        if WTSRegisterSessionNotification(window, NOTIFY_FOR_THIS_SESSION) == 0 {
            tracing::info!(error = %io::Error::last_os_error(), "the system does not tell when the screen is locked");
        }
        // Machines that never sleep quite tell it only to those who ask for it.
        if RegisterSuspendResumeNotification(window, DEVICE_NOTIFY_WINDOW_HANDLE) == 0 {
            tracing::info!(error = %io::Error::last_os_error(), "not every kind of sleep is told");
        }
    }
    Ok(())
}

fn hear_all() {
    let mut message = MSG::default();
    // SAFETY: `message` is ours, and lives through each call. Both 0 (the end) and -1 (an error) end the loop.
    while unsafe { GetMessageW(&raw mut message, ptr::null_mut(), 0, 0) } > 0 {
        // SAFETY: it was filled by the call above.
        unsafe { DispatchMessageW(&raw const message) };
    }
}

unsafe extern "system" fn hear(window: HWND, message: u32, what: WPARAM, with: LPARAM) -> LRESULT {
    let stir = match (message, u32::try_from(what).unwrap_or_default()) {
        (WM_POWERBROADCAST, PBT_APMSUSPEND) => Some(Stir::Sleeps),
        (WM_POWERBROADCAST, PBT_APMRESUMEAUTOMATIC) => Some(Stir::Awake),
        (WM_WTSSESSION_CHANGE, WTS_SESSION_LOCK) => Some(Stir::ScreenLocked),
        (WM_TIMECHANGE, _) => Some(Stir::Clock),
        _ => None,
    };
    if let Some(stir) = stir {
        ON.with(|told| told.get().into_iter().for_each(|on| tell(on, stir)));
    }
    // SAFETY: handed on as Windows gave it.
    unsafe { DefWindowProcW(window, message, what, with) }
}
