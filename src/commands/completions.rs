//! `diptych completions`: a script by which a shell completes the commands and their options.

use super::{Cli, report};
use clap::{Args, CommandFactory};
use clap_complete::{Shell, generate};
use std::process::ExitCode;

#[derive(Args)]
pub struct CompletionsArgs {
    /// The shell that is going to read it
    #[arg(value_name = "SHELL", value_enum)]
    shell: Shell,
}

/// Runs `diptych completions`, and returns the exit status.
pub fn run(args: &CompletionsArgs) -> ExitCode {
    // Made whole before it is printed: the package panics where standard output is closed.
    let mut script = Vec::new();
    generate(args.shell, &mut Cli::command(), "diptych", &mut script);
    report::line(String::from_utf8_lossy(&script).trim_end());
    ExitCode::SUCCESS
}
