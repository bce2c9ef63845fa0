//! Type checks for the systems this machine cannot link for.
//!
//! The compiler is Debian's, because it comes with the standard library's source and can check it for any system. C code
//! is compiled for Windows by mingw, and for macOS not at all: a type check never reads what that would give.

use std::fs;
use std::path::Path;

use crate::step::{Failure, cargo, step};
use crate::{system, target_dir, ui};

/// # Errors
/// If something is missing or a check fails.
pub fn check() -> Result<(), Failure> {
    if !cfg!(target_os = "linux") {
        return Err(Failure::new("The type checks for other systems use Debian's compiler: run them on Debian or Ubuntu."));
    }
    system::need_packages("check for Windows and macOS", &[system::BUILD, system::TARGETS])?;
    ui::build()?;

    let here = target_dir().join("targets");
    let openssl = here.join("openssl");
    let tools = here.join("apple-tools");
    prepare_openssl(&openssl)
        .and_then(|()| prepare_apple_tools(&tools))
        .map_err(|error| Failure::new(format!("Could not prepare the type checks in {}: {error}.", here.display())))?;

    for (system, target) in [("Windows", "x86_64-pc-windows-gnu"), ("macOS", "aarch64-apple-darwin")] {
        let mut check = cargo(&["check", "--package", "glimmer", "-Zbuild-std", "--target", target]);
        check
            .env("RUSTC", "/usr/bin/rustc")
            // -Zbuild-std is not stable; this asks for it in a released compiler.
            .env("RUSTC_BOOTSTRAP", "1")
            .env("CARGO_TARGET_DIR", here.join("cargo"))
            // Cargo put its own toolchain's libraries here, and Debian's compiler would load those.
            .env_remove("LD_LIBRARY_PATH")
            .env("OPENSSL_NO_VENDOR", "1")
            .env("OPENSSL_DIR", &openssl)
            .env("CC_aarch64_apple_darwin", tools.join("cc"))
            .env("AR_aarch64_apple_darwin", tools.join("ar"));
        step(&format!("type check for {system}"), &mut check)?;
    }
    Ok(())
}

/// Makes a folder that looks like an installed OpenSSL: headers to compile SQLCipher with, and nothing to link.
///
/// Building the real one for each system would take minutes and prove nothing about types.
fn prepare_openssl(folder: &Path) -> std::io::Result<()> {
    let lib = folder.join("lib");
    let last_file = lib.join("libssl.a");
    if last_file.exists() {
        // Written again, it would look changed to Cargo, and everything above it would be checked again.
        return Ok(());
    }
    let include = folder.join("include/openssl");
    fs::create_dir_all(&include)?;
    // Debian keeps the headers that differ between processors apart from the others.
    let own = format!("/usr/include/{}-linux-gnu/openssl", std::env::consts::ARCH);
    for source in ["/usr/include/openssl", &own] {
        for header in fs::read_dir(source)? {
            let header = header?;
            fs::copy(header.path(), include.join(header.file_name()))?;
        }
    }
    fs::create_dir_all(&lib)?;
    fs::write(lib.join("libcrypto.a"), "")?;
    fs::write(last_file, "")
}

/// Creates the file it is asked for, and leaves it empty. Asked only to preprocess (`-E`), which is how a crate reads the
/// version of OpenSSL from its headers, it lets this system's compiler do that, without the flags meant for Apple's.
const APPLE_CC: &str = r#"#!/bin/sh
case " $* " in *" -E "*)
    value=
    for argument do
        shift
        case $argument in
            -I|-D) set -- "$@" "$argument"; value=next ;;
            -E|-I*|-D*|*.c) set -- "$@" "$argument"; value= ;;
            *) [ "$value" = next ] && set -- "$@" "$argument"; value= ;;
        esac
    done
    exec cc "$@" ;;
esac
while [ $# -gt 0 ]; do
    [ "$1" = -o ] && : > "$2"
    shift
done
exit 0
"#;

/// The archive is the second argument, after the letters that say what to do.
const APPLE_AR: &str = "#!/bin/sh\n: > \"$2\"\n";

fn prepare_apple_tools(folder: &Path) -> std::io::Result<()> {
    fs::create_dir_all(folder)?;
    write_script(&folder.join("cc"), APPLE_CC)?;
    write_script(&folder.join("ar"), APPLE_AR)
}

fn write_script(path: &Path, content: &str) -> std::io::Result<()> {
    fs::write(path, content)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(path, fs::Permissions::from_mode(0o755))?;
    }
    Ok(())
}
