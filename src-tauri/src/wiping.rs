//! What is freed is wiped, so that a locked journal leaves nothing readable in memory.

/// Where the C library cannot be had to do it: at least what Rust frees.
#[cfg(not(all(target_os = "linux", target_env = "gnu")))]
#[global_allocator]
static WIPING: zeroizing_alloc::ZeroAlloc<std::alloc::System> = zeroizing_alloc::ZeroAlloc(std::alloc::System);

/// The browser engine has an allocator of its own, which wipes nothing. In this process, where it outlives its pages, it is asked to use
/// the C library's; the processes that draw the pages end with them, and keep the one that the engine is made for.
///
/// To be called before there is a second thread.
pub fn wipe_what_the_engine_frees() {
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    // SAFETY: nobody else reads the environment yet; the text ends with a zero, and what is made of it stays.
    unsafe {
        std::env::set_var("Malloc", "1");
        // It looks only once, when it first allocates.
        webkit2gtk_sys::webkit_uri_request_new(c"about:blank".as_ptr());
        std::env::remove_var("Malloc");
    }
}

/// Stands before the C library's own `free` and `realloc` for everything in this process, Rust and the libraries alike: a program's own
/// functions come first (ld.so(8)). The library's switch for it, `M_PERTURB`, passes over the small blocks that each thread keeps.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
mod before_the_c_library {
    use std::ptr;

    use libc::{c_void, malloc_usable_size, size_t};

    unsafe extern "C" {
        fn __libc_malloc(size: size_t) -> *mut c_void;
        fn __libc_realloc(block: *mut c_void, size: size_t) -> *mut c_void;
        fn __libc_free(block: *mut c_void);
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
