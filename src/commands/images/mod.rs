//! `diptych images fetch`: pictures on other sites become files of this one.
//!
//! The only thing in Diptych that asks a network, and with `keep` the only one that writes into `content/`; it does both
//! because somebody has asked for it. `wanted` says what there is to bring in, `address` and `transport` bring it, `examine`
//! says whether it is a picture, `bring` keeps it, `rewrite` makes the texts name the file. Whatever stops it in between,
//! nothing is lost: first the picture is written, then `content/images.lock`, then the texts.

mod address;
mod bring;
mod examine;
mod keep;
mod limits;
#[cfg(feature = "fetch")]
mod public;
mod rewrite;
#[cfg(feature = "fetch")]
mod transport;
#[cfg(not(feature = "fetch"))]
#[path = "without_transport.rs"]
mod transport;
mod wanted;

pub use bring::FetchError;
pub use limits::Limits;

use super::report::counted;
use super::{FormatArg, date, report};
use crate::base::{Date, SitePath};
use crate::diagnostics::catalogue::pictures as problem;
use crate::diagnostics::{self, Diagnostic};
use bring::Bringer;
use clap::{Args, Subcommand};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use wanted::{Place, Wanted};

/// What can be done with pictures.
#[derive(Subcommand)]
pub enum ImagesCommand {
    /// Bring in the pictures on other sites that guides, pages and products name, and name the files instead
    ///
    /// Each is asked for once and put beside the file that names it first; content/images.lock records where it comes
    /// from, and has room for who made it (`credit`) and what others may do with it (`licence`). Then the addresses in the
    /// texts are replaced, and nothing else in them. What cannot be brought in is reported and left as it is.
    #[command(
        after_help = "Exit status: 0 done, 1 a picture could not be brought in, 2 a folder or file cannot be read or written."
    )]
    Fetch(FetchArgs),
}

/// How `images fetch` is asked for.
#[derive(Args)]
pub struct FetchArgs {
    /// The site's folder, which has content/ in it
    #[arg(long, value_name = "DIR", default_value = ".")]
    root: PathBuf,
    /// Only say what would be done: ask no server and write nothing
    #[arg(long)]
    dry_run: bool,
    /// The day to record, instead of today
    #[arg(long, value_name = "DATE", value_parser = date)]
    today: Option<Date>,
    /// How problems are printed
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t = FormatArg::Long)]
    format: FormatArg,
}

/// Under which terms pictures are brought in.
#[derive(Clone, Copy, Debug)]
pub struct Terms {
    /// The day to record.
    pub today: Date,
    /// Whether nobody is asked and nothing is written.
    pub dry_run: bool,
    /// What is asked of servers at most.
    pub limits: Limits,
}

/// What was done.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// What could not be done, and what somebody should look at; places are in the files as they are now.
    pub diagnostics: Vec<Diagnostic>,
    /// How many pictures were brought in.
    pub fetched: usize,
    /// How many had been brought in before.
    pub known: usize,
    /// How many files name pictures by other addresses than before.
    pub rewritten: usize,
}

pub(super) fn run(args: &FetchArgs) -> ExitCode {
    let today = args.today.unwrap_or_else(Date::today);
    let terms = Terms { today, dry_run: args.dry_run, limits: Limits::default() };
    let is_long = matches!(args.format, FormatArg::Long);
    let done = fetch(&args.root, &terms, |what| {
        if is_long {
            report::line(what);
        }
    });
    let done = match done {
        Ok(done) => done,
        Err(error) => return report::environment(&error, args.format.format()),
    };
    report::problems(&done.diagnostics, args.format.format(), &args.root);
    if is_long {
        let known = if done.known > 0 { format!(", {} known already", done.known) } else { String::new() };
        let (would_be, rewritten) =
            (if args.dry_run { "to be " } else { "" }, counted(done.rewritten, "file"));
        report::line(&format!(
            "{} {would_be}brought in{known}, {rewritten} {would_be}rewritten",
            counted(done.fetched, "picture")
        ));
    }
    ExitCode::from(u8::from(done.diagnostics.iter().any(Diagnostic::is_error)))
}

/// Brings in the pictures on other sites that the site at `root` names; `say` is called with each, in words.
///
/// # Errors
/// A folder or file cannot be read or written. What was brought in until then is kept.
pub fn fetch(root: &Path, terms: &Terms, mut say: impl FnMut(&str)) -> Result<Outcome, FetchError> {
    let mut wanted = wanted::read(root)?;
    if wanted.problems.iter().any(Diagnostic::is_error) {
        // What cannot be read would be lost when it is written again.
        return Ok(Outcome { diagnostics: wanted.problems, ..Outcome::default() });
    }
    let mut outcome = Outcome::default();
    let mut left: Vec<(Place, String, Option<String>)> = Vec::new();
    let mut brought: Vec<(Place, String)> = Vec::new();
    let addresses = wanted.addresses();
    let mut bringer = Bringer::new(root, terms, &mut wanted);
    for (typed, places) in addresses {
        let (places, hidden): (Vec<_>, Vec<_>) =
            places.into_iter().partition(|place| bringer.can_be_replaced(*place));
        left.extend(hidden.into_iter().map(|place| (place, typed.clone(), None)));
        let Some(first) = places.first() else { continue };
        match bringer.bring(&typed, *first)? {
            Ok(picture) => {
                say(&picture.said);
                outcome.fetched += usize::from(picture.is_new);
                outcome.known += usize::from(!picture.is_new);
                brought.push((*first, picture.url));
                places.iter().for_each(|place| bringer.replace(*place, &picture.file));
            }
            Err(reason) => left.extend(places.iter().map(|at| (*at, typed.clone(), Some(reason.clone())))),
        }
    }
    outcome.rewritten = bringer.rewrite()?;
    outcome.diagnostics = left
        .iter()
        .map(|(place, typed, reason)| not_brought(&wanted, *place, typed, reason.as_deref()))
        .collect();
    if !terms.dry_run {
        outcome.diagnostics.extend(to_look_at(&wanted, &brought));
    }
    diagnostics::sort(&mut outcome.diagnostics);
    Ok(outcome)
}

fn not_brought(wanted: &Wanted, place: Place, typed: &str, reason: Option<&str>) -> Diagnostic {
    match reason {
        Some(reason) => problem::picture_not_fetched(wanted.span(place), typed, reason),
        None => problem::picture_not_rewritten(wanted.span(place), typed),
    }
}

/// Pictures of this run that nobody may show for certain, or that look like one that the site has from elsewhere.
fn to_look_at(wanted: &Wanted, brought: &[(Place, String)]) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut compared: BTreeSet<&SitePath> = BTreeSet::new();
    for (place, url) in brought {
        let Some(own) = wanted.lock.get(url) else { continue };
        if own.licence.is_empty() {
            let at = diagnostics::Span::new(&SitePath::new(crate::content::fetched::LOCK), own.range);
            found.push(problem::unknown_licence(at, own.file.as_str(), url));
        }
        compared.insert(&own.file);
        let other = wanted
            .lock
            .values()
            .find(|other| !compared.contains(&other.file) && look_alike(own.looks, other.looks));
        if let Some(other) = other {
            found.push(problem::near_duplicate(wanted.span(*place), own.file.as_str(), other.file.as_str()));
        }
    }
    found
}

/// In so many of 64 places two pictures may differ and look much alike.
const FEW_PLACES: u32 = 5;

/// Whether two pictures look much alike from far away. One without any light and dark looks like nothing.
fn look_alike(one: Option<u64>, other: Option<u64>) -> bool {
    let Some((one, other)) = one.zip(other) else { return false };
    one != 0 && other != 0 && (one ^ other).count_ones() <= FEW_PLACES
}
