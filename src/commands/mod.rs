//! The command line: what can be asked of Diptych, and how it answers.
//!
//! The door of the argument parser, and the only module that prints. Exit status: 0 done, 1 the content has errors,
//! 2 something around it (a folder, a disk) has.

mod build;
mod check;
mod columns;
mod completions;
mod explain;
mod hosts;
pub mod images;
mod new;
mod pairs;
mod progress;
mod related;
mod report;
#[cfg(feature = "serve")]
mod serve;
mod stale;

use crate::base::Date;
use crate::content::config::{goes_beyond_host, is_whole};
use crate::diagnostics::print::Format;
use crate::pictures::Cache;
use crate::site::{Demands, Options};
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

/// Builds explainer sites of the form "X vs Y: what is the difference, and which one do I need?".
///
/// A site is a folder with content/ (guides in Markdown, products and facts in YAML), and, if it wants other than the
/// default theme, templates/ and static/. A fact is written once, in its product's file; tables, prose and lists are
/// made from it.
#[derive(Parser)]
#[command(
    name = "diptych",
    version,
    max_term_width = 100,
    after_help = examples()
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

/// What the help of the whole program ends with. A program without the preview does not name it.
fn examples() -> String {
    let serve = match cfg!(feature = "serve") {
        true => "  diptych serve --drafts --open      write with the site beside you, drafts included\n",
        false => "",
    };
    format!(
        "Examples:\n  diptych new my-site                a small site to begin with\n  \
         diptych build                      build the site of this folder into public/\n  \
         diptych build --drafts --verbose   with drafts, and what each stage did\n{serve}  \
         diptych check --format short       only look for problems, one a line\n  \
         diptych check --fair               and for tables that favour one product\n  \
         diptych stale --within 14d         the facts to check again in the next two weeks\n  \
         diptych explain /guides/x/         which files and templates made this page\n\n\
         Exit status: 0 done, 1 the content has errors, 2 a folder or file cannot be read or written."
    )
}

#[derive(Subcommand)]
enum Command {
    /// Make a small site to begin with
    ///
    /// Writes a site with one kind of product, two products and a guide that compares them, ready to be built and changed. The
    /// folder may have other files in it, but no content/; nothing that is there is changed.
    New(new::NewArgs),
    /// Build the site
    ///
    /// Reads the site, and if it has no errors writes it to the output folder. Files that have not changed are left
    /// alone, files that the last build wrote and this one does not are removed, and nothing else is touched. If there
    /// are errors nothing is written: the site that stands stays.
    Build(build::BuildArgs),
    /// Look for problems; writes nothing but .diptych/
    ///
    /// Does everything that `build` does except the writing.
    Check(check::CheckArgs),
    /// Say what made a page or one line of it, and who finds it
    ///
    /// Names the templates and the places in content and data that a page comes from, whether search engines are to list it and
    /// why, which pages lead to it, and what is other than in the last build. Reads the site and writes nothing but .diptych/.
    #[command(
        after_help = "Examples:\n  diptych explain /guides/ampoule-vs-serum/\n  diptych explain content/guides/ampoule-vs-serum.md\n  diptych explain public/guides/ampoule-vs-serum/index.html --line 57\n\nExit status: 0 explained, 1 the content has errors, 2 there is no such page or line."
    )]
    Explain(explain::ExplainArgs),
    /// Serve the site on this machine, and build it again after each save
    ///
    /// Builds into memory and writes nothing but .diptych/. An open page shows what was saved without being loaded again by
    /// hand: style sheets are swapped, the place on the page is kept, and errors appear over the page while the last good
    /// site stays.
    #[cfg(feature = "serve")]
    Serve(serve::ServeArgs),
    /// Bring in pictures from other sites
    #[command(subcommand)]
    Images(images::ImagesCommand),
    /// Show which "A vs B" pages are made from the data, and why others are not
    ///
    /// A kind asks for such pages with `pairs:` in its _kind.yaml. Lists the pairs that are kept with the bytes of their
    /// pages, those that a guide has taken over, and those that fall short with the reason. The exit status is 1 if there
    /// are more than the kind's `limit`.
    Pairs(pairs::PairsArgs),
    /// Show why a guide's list of related guides is as it is, or how the whole site is linked
    ///
    /// For a guide: each link that is shown with its score, what every signal adds, the reason that readers see, and how it
    /// came there (picked by hand, ranked, or placed because no list had it); then those that just missed. Without one: guides
    /// that nothing leads to, how evenly links are spread, how far the ranking agrees with what was picked by hand, and the
    /// guides that others ask for (`wanted` in the front matter) and nobody has written, most wanted first.
    #[command(
        after_help = "Examples:\n  diptych related                                     the whole site\n  diptych related ampoule-vs-serum                    a guide by its id\n  diptych related content/guides/ampoule-vs-serum.md  by its file\n  diptych related /guides/ampoule-vs-serum/           by its address"
    )]
    Related(related::RelatedArgs),
    /// List the facts to check again, those that most guides show first
    ///
    /// A fact is stale when more days have gone by since its `checked` than its attribute's, its kind's or the site's
    /// `stale_after` allows, or when it has a source and no day.
    #[command(
        after_help = "Exit status: 0 nothing is stale, 1 the content has errors, 2 a folder or file cannot be read, 3 something is stale."
    )]
    Stale(stale::StaleArgs),
    /// Print what a shell needs to complete these commands
    ///
    /// Which commands and options there are, as a script in the shell's own language.
    #[command(
        after_help = "Examples:\n  diptych completions bash > ~/.local/share/bash-completion/completions/diptych\n  diptych completions fish > ~/.config/fish/completions/diptych.fish\n  diptych completions zsh > _diptych                a file in a folder of $fpath"
    )]
    Completions(completions::CompletionsArgs),
}

/// What all commands share.
#[derive(Clone, Args)]
struct SiteArgs {
    /// The site's folder, which has content/ in it
    #[arg(long, value_name = "DIR", default_value = ".")]
    root: PathBuf,
    /// The address the site is published at, instead of base_url in content/site.yaml
    #[arg(long, value_name = "URL", value_parser = base_url)]
    base_url: Option<String>,
    /// Include guides and pages that say `draft: true`
    #[arg(long)]
    drafts: bool,
    /// Include guides dated after today
    #[arg(long)]
    future: bool,
    /// Build as if it were this day, so that the result does not depend on the clock
    #[arg(long, value_name = "DATE", value_parser = date)]
    today: Option<Date>,
    /// How problems are printed
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t = FormatArg::Long)]
    format: FormatArg,
}

#[derive(Clone, Copy, ValueEnum)]
enum FormatArg {
    /// With the line itself and what to type instead
    Long,
    /// One line each: file:line:column: error[code]: message
    Short,
    /// One JSON object a line
    Json,
}

impl SiteArgs {
    /// What took long to make and may be deleted at any time: `.diptych/` beside `content/`.
    fn cache(&self) -> Cache {
        Cache::at(&self.root.join(".diptych").join("cache"))
    }

    fn options(&self) -> Options {
        Options {
            drafts: self.drafts,
            future: self.future,
            today: self.today.unwrap_or_else(Date::today),
            base_url: self.base_url.clone(),
            demands: Demands::default(),
        }
    }

    fn format(&self) -> Format {
        self.format.format()
    }
}

impl FormatArg {
    fn format(self) -> Format {
        match self {
            Self::Long => Format::Long,
            Self::Short => Format::Short,
            Self::Json => Format::Json,
        }
    }
}

fn date(text: &str) -> Result<Date, String> {
    Date::parse(text).ok_or_else(|| "write year, month and day, such as 2026-11-23".to_owned())
}

fn base_url(text: &str) -> Result<String, String> {
    if !is_whole(text) || text.contains('<') {
        Err("write it whole, such as https://example.org/".to_owned())
    } else if goes_beyond_host(text.trim_end_matches('/')) {
        Err("a site is published at the root of its host".to_owned())
    } else {
        Ok(text.to_owned())
    }
}

/// Runs the command that the arguments ask for.
pub fn run() -> ExitCode {
    let command = match Cli::try_parse() {
        Ok(cli) => cli.command,
        Err(refusal) => return refuse(&refusal),
    };
    match command {
        Command::New(args) => new::run(&args),
        Command::Build(args) => build::run(&args),
        Command::Check(args) => check::run(&args),
        Command::Explain(args) => explain::run(&args),
        Command::Images(images::ImagesCommand::Fetch(args)) => images::run(&args),
        Command::Pairs(args) => pairs::run(&args),
        Command::Related(args) => related::run(&args),
        #[cfg(feature = "serve")]
        Command::Serve(args) => serve::run(&args),
        Command::Stale(args) => stale::run(&args),
        Command::Completions(args) => completions::run(&args),
    }
}

/// Answers arguments that ask for no command: with help, or with what is wrong with them, as the format asks that they name all the same.
fn refuse(refusal: &clap::Error) -> ExitCode {
    let arguments: Vec<OsString> = std::env::args_os().collect();
    let is_json = arguments.iter().any(|argument| argument == "--format=json" || argument == "--json")
        || arguments.windows(2).any(|pair| pair[0] == "--format" && pair[1] == "json");
    if !refusal.use_stderr() || !is_json {
        refusal.exit();
    }
    let said = refusal.to_string();
    // How the command is called follows, for people.
    let ends = ["\n\nUsage:", "\n\nFor more information"].map(|words| said.find(words).unwrap_or(said.len()));
    let said = said[..ends[0].min(ends[1])].trim_start_matches("error: ");
    report::environment(&said, Format::Json)
}
