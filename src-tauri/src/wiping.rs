//! What is freed is wiped, so that a locked journal leaves nothing readable in memory.

/// Where the C library cannot be had to do it: at least what Rust frees.
#[cfg(not(all(target_os = "linux", target_env = "gnu")))]
#[global_allocator]
static WIPING: zeroizing_alloc::ZeroAlloc<std::alloc::System> = zeroizing_alloc::ZeroAlloc(std::alloc::System);

/// Gives memory that nobody uses back to the system, a moment from now: what a start and a window needed, the C library keeps for the
/// next one, which may be hours away.
pub fn give_back_soon() {
    // A window that was told to go is still on its way.
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    std::thread::spawn(|| {
        std::thread::sleep(std::time::Duration::from_secs(2));
        // SAFETY: it may be called at any time, from any thread.
        unsafe { libc::malloc_trim(0) };
    });
}

/// Stands before the C library's own functions for everything in this process, Rust and the libraries alike: a program's own come first
/// (ld.so(8)). The C library's switch for wiping, `M_PERTURB`, passes over the small blocks that each thread keeps.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
mod before_the_c_library {
    use std::{ffi::CStr, ptr};

    use libc::{c_char, c_void, malloc_usable_size, size_t};

    unsafe extern "C" {
        fn __libc_malloc(size: size_t) -> *mut c_void;
        fn __libc_realloc(block: *mut c_void, size: size_t) -> *mut c_void;
        fn __libc_free(block: *mut c_void);
        fn secure_getenv(name: *const c_char) -> *mut c_char;
    }

    /// The browser engine has an allocator of its own, which wipes nothing, unless `Malloc=1` stands in the environment while its library
    /// is loaded. So it reads here; not so in the processes that draw the pages, which end with them.
    #[unsafe(no_mangle)]
    unsafe extern "C" fn getenv(name: *const c_char) -> *mut c_char {
        // SAFETY: the caller's name ends with a zero. Nobody may write to what is answered.
        unsafe {
            match CStr::from_ptr(name) == c"Malloc" {
                true => c"1".as_ptr().cast_mut(),
                false => secure_getenv(name),
            }
        }
    }

    #[unsafe(no_mangle)]
    unsafe extern "C" fn free(block: *mut c_void) {
        if block.is_null() {
            return;
        }
        // SAFETY: the caller gives up a block that the C library made; so much of it may be written to.
        unsafe {
            ptr::write_bytes(block.cast::<u8>(), 0, malloc_usable_size(block));
            __libc_free(block);
        }
    }

    #[unsafe(no_mangle)]
    unsafe extern "C" fn realloc(block: *mut c_void, size: size_t) -> *mut c_void {
        // SAFETY: `block` is null or was made by the C library, and is given up if another is returned.
        unsafe {
            if block.is_null() {
                return __libc_malloc(size);
            }
            if size == 0 {
                free(block);
                return ptr::null_mut();
            }
            let now = malloc_usable_size(block);
            if size <= now {
                ptr::write_bytes(block.cast::<u8>().add(size), 0, now - size);
                return __libc_realloc(block, size);
            }
            let new = __libc_malloc(size);
            if !new.is_null() {
                ptr::copy_nonoverlapping(block.cast::<u8>(), new.cast(), now);
                free(block);
            }
            new
        }
    }
}
