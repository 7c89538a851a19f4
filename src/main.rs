//! The program: everything is in the library.

fn main() -> std::process::ExitCode {
    siglint::app::run(std::env::args_os())
}
