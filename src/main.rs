//! The `diptych` program; see `diptych::commands`.

use std::process::ExitCode;

fn main() -> ExitCode {
    diptych::commands::run()
}
