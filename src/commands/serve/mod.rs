//! `diptych serve`: the site in memory, built again after each save, and shown to this machine's browser.
//!
//! One thread builds, one answers; they share a value that is never changed, only replaced (`shown`). The build is
//! `pipeline::build` in a loop, so what is served is what `diptych build` writes, but for one script in pages.

mod batch;
mod editor;
mod git;
mod notices;
mod poll;
mod problems;
mod ranges;
mod server;
mod shown;
mod types;
mod watch;
mod why;
mod workshop;

use super::{SiteArgs, report};
use clap::Args;
use editor::Editor;
use std::io;
use std::net::{Ipv4Addr, TcpListener};
use std::process::{Command, ExitCode, Stdio};
use watch::Watch;
use workshop::Workshop;

/// How many ports are tried after the one asked for.
const TRIES: u16 = 100;

#[derive(Args)]
pub struct ServeArgs {
    #[command(flatten)]
    site: SiteArgs,
    /// The port to serve at; if it is taken, the next free one
    #[arg(long, value_name = "PORT", default_value_t = 4000)]
    port: u16,
    /// Open the site in the browser
    #[arg(long)]
    open: bool,
    /// The editor that links in error messages open: vscode, vscodium, cursor, zed, idea, sublime, textmate, none, or a link
    /// with {path}, {line} and {column} in it
    #[arg(long, value_name = "EDITOR", value_parser = Editor::parse, default_value = "vscode")]
    editor: Editor,
    /// Say after each build which pages were rendered, and which fields of their views are other than before
    #[arg(long)]
    verbose: bool,
    /// Look at the disk twice a second instead of asking the system: for network drives and containers
    #[arg(long)]
    poll: bool,
}

/// Runs `diptych serve`, and returns the exit status.
pub fn run(args: &ServeArgs) -> ExitCode {
    let root = match args.site.root.canonicalize() {
        Ok(root) => root,
        Err(error) => {
            return report::environment(
                &format!("cannot read {}: {error}", args.site.root.display()),
                args.site.format(),
            );
        }
    };
    let listener = match listen(args.port) {
        Ok(listener) => listener,
        Err(error) => {
            return report::environment(
                &format!("cannot serve at port {}: {error}", args.port),
                args.site.format(),
            );
        }
    };
    // Before the first build, so that nothing that is saved meanwhile is missed.
    let watch = Watch::start(&root, args.poll);
    workshop::say_polls(&watch);
    let address = listener.local_addr().map(|address| format!("http://{address}/")).unwrap_or_default();
    report::line(&format!("serving at {address} (Ctrl+C ends it)"));
    if args.open {
        open(&address);
    }
    let (stage, audience) = server::stage();
    let workshop = Workshop::new(args.site.clone(), root, args.editor.clone(), args.verbose, stage);
    std::thread::spawn(move || workshop.run(watch));
    match server::run(listener, audience) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => report::environment(&format!("cannot serve: {error}"), args.site.format()),
    }
}

/// Takes the port asked for or the next free one, on this machine's own address alone.
fn listen(port: u16) -> io::Result<TcpListener> {
    let mut last = None;
    for port in port..=port.saturating_add(TRIES) {
        match TcpListener::bind((Ipv4Addr::LOCALHOST, port)) {
            Err(error) if error.kind() == io::ErrorKind::AddrInUse => last = Some(error),
            bound => return bound,
        }
    }
    Err(last.unwrap_or_else(|| io::Error::other("there is no such port")))
}

/// Asks the system to show an address. If it has no browser, the address is on the terminal.
fn open(address: &str) {
    let (program, arguments): (&str, &[&str]) = if cfg!(target_os = "macos") {
        ("open", &[])
    } else if cfg!(windows) {
        ("cmd", &["/C", "start", ""])
    } else {
        ("xdg-open", &[])
    };
    let mut command = Command::new(program);
    command.args(arguments).arg(address).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    if command.spawn().is_err() {
        report::line(&format!("no browser can be opened here; open {address} yourself"));
    }
}
