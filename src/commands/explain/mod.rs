//! `diptych explain`: what made a page, or one line of it, and who finds it.
//!
//! The page is made twice, the second time with marks in all texts (`page/trace.rs`), so that what is said of a line has been seen
//! there and not guessed. Must not know: how pages are planned or rendered.

mod changes;
mod find;
mod indexed;
mod links;
mod places;
mod print;

use super::SiteArgs;
use super::report::{self, Json, json};
use crate::base::{Address, SitePath};
use crate::content::markdown::BlockNames;
use crate::diagnostics::print::Format;
use crate::pipeline::{Found, Front, prepare};
use crate::render::Templates;
use crate::site::Item;
use crate::source::scan::{ScanError, list};
use crate::source::{Class, SourceFile, Sources, theme};
use changes::Since;
use clap::Args;
use find::Wanted;
use indexed::Indexed;
use links::Linking;
use places::{Places, Traces};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

#[derive(Args)]
pub struct ExplainArgs {
    /// The page: /guides/x/, a whole URL of the site, a path in the output folder, or a file in content/
    #[arg(value_name = "PAGE")]
    page: String,
    /// Explain this line of the page's HTML, from 1
    #[arg(long, value_name = "N", value_parser = line_number)]
    line: Option<usize>,
    /// The folder of the last build, to compare with [default: public in the site's folder]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Answer with one JSON object
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    site: SiteArgs,
}

/// All that is said of a page.
struct Explained {
    address: Address,
    file: String,
    bytes: usize,
    what: String,
    /// The template and those that it extends.
    chain: Vec<(SitePath, &'static str)>,
    traces: Option<Traces>,
    indexed: Indexed,
    linking: Vec<Linking>,
    since: Since,
}

/// The files of a site as they are on the disk, read when they are wanted.
struct Files {
    root: PathBuf,
    names: BlockNames,
    /// The files that the theme has too, or could have.
    theme: HashMap<SitePath, &'static str>,
}

impl Files {
    fn new(root: PathBuf) -> Result<Self, ScanError> {
        let listed = list(&root)?;
        let names = Templates::block_names(listed.iter().map(|file| &file.path));
        let theme = theme::sources();
        let whose = |file: &Arc<SourceFile>| match theme.get(file.path.as_str()) {
            Some(built_in) if built_in.bytes == file.bytes => "built in",
            Some(_) => "instead of the built-in one",
            None => "the site's own",
        };
        let of_theme = listed.iter().filter(|file| matches!(file.class, Class::Template | Class::Static));
        // A photo is no part of a theme, and heavy.
        let small =
            of_theme.filter(|file| file.class == Class::Template || theme.get(file.path.as_str()).is_some());
        let read = small.map(|file| file.read()).collect::<Result<Vec<_>, _>>()?;
        let theme = read.iter().map(|file| (file.path.clone(), whose(file))).collect();
        Ok(Self { root, names, theme })
    }

    /// Whose a file is: `built in`, `instead of the built-in one`, `the site's own`.
    fn whose(&self, path: &SitePath) -> &'static str {
        self.theme.get(path).copied().unwrap_or("the site's own")
    }

    fn read(&self, paths: impl IntoIterator<Item = SitePath>) -> Sources {
        let paths: Vec<SitePath> = paths.into_iter().collect();
        report::texts(&paths.iter().collect(), &self.root)
    }
}

impl ExplainArgs {
    /// How problems are printed: who reads JSON of the answer reads JSON of them too.
    fn format(&self) -> Format {
        if self.json { Format::Json } else { self.site.format() }
    }
}

fn line_number(text: &str) -> Result<usize, String> {
    let number = text.parse().ok().filter(|number| *number > 0);
    number.ok_or_else(|| "write the number of a line, from 1".to_owned())
}

/// Runs `diptych explain`, and returns the exit status.
pub fn run(args: &ExplainArgs) -> ExitCode {
    let root = &args.site.root;
    let read = prepare(root, &args.site.options()).and_then(|front| Ok((front, Files::new(root.clone())?)));
    let (mut front, files) = match read {
        Ok(read) => read,
        Err(error) => return report::environment(&error, args.format()),
    };
    if front.has_errors() {
        report::problems(&front.diagnostics, args.format(), root);
        if args.format() == Format::Long {
            report::line("nothing is explained: a site with errors has no pages");
        }
        return ExitCode::from(1);
    }
    let out = args.out.clone().unwrap_or_else(|| root.join("public"));
    let found = match find::find(&mut front, &args.page, &out) {
        Ok(Wanted::Page(found)) => *found,
        Ok(Wanted::File(path)) => return file(args, &path, &files, true),
        Ok(Wanted::Form(path)) => return file(args, &path, &files, false),
        Err(reason) => return report::environment(&reason, args.format()),
    };
    let bytes = match front.bytes_of(&found, &args.site.cache()) {
        Ok(bytes) => bytes,
        Err(problem) => {
            report::problems(&[*problem], args.format(), root);
            return ExitCode::from(1);
        }
    };
    let lines = String::from_utf8_lossy(&bytes).lines().count();
    if let Some(wanted) = args.line.filter(|line| *line > lines) {
        return report::environment(
            &format!("the page has no line {wanted}: it has {}", report::counted(lines, "line")),
            args.format(),
        );
    }
    let explained = explain(&mut front, &found, &files, &bytes, &out);
    if args.line.is_some() && explained.traces.is_none() {
        return report::environment(
            &format!(
                "{} is a picture or made of counted words: its lines come from no place",
                explained.file
            ),
            args.format(),
        );
    }
    match (args.json, args.line) {
        (true, None) => report::line(&page_json(&explained).to_string()),
        (true, Some(line)) => report::line(&line_json(&explained, line, &bytes).to_string()),
        (false, None) => print::page(&explained),
        (false, Some(line)) => print::line(&explained, line, &bytes),
    }
    ExitCode::SUCCESS
}

fn explain(front: &mut Front, found: &Found, files: &Files, bytes: &[u8], out: &Path) -> Explained {
    let page = &found.page;
    let site = &front.sites()[found.edition];
    let own = match found.item() {
        Some(Item::Guide(at)) => Some(site.guides[at].path.clone()),
        Some(Item::Page(at)) => Some(site.pages[at].path.clone()),
        _ => None,
    };
    let text = files.read(own.clone());
    let (indexed, linking) = (indexed::indexed(front, found, files), links::linking(front, found, files));
    let chain = front.chain(found).into_iter().map(|name| SitePath::new(format!("templates/{name}")));
    let chain = chain.map(|path| (path.clone(), files.whose(&path))).collect();
    let what = find::what(front, found);
    let traced = front.trace(
        found,
        own.as_ref().and_then(|path| text.get(path.as_str())).map(|file| &**file),
        &files.names,
    );
    let traces = traced.map(|traced| Traces::new(traced, &Places::new(&front.sites()[found.edition], files)));
    let file = page.address.output_path();
    let since = changes::since(out, &file, bytes);
    Explained {
        address: page.address.clone(),
        file,
        bytes: bytes.len(),
        what,
        chain,
        traces,
        indexed,
        linking,
        since,
    }
}

/// Says what there is to say of a file that is published as it is.
fn file(args: &ExplainArgs, path: &SitePath, files: &Files, is_copied: bool) -> ExitCode {
    let whose = files.whose(path);
    let what = if is_copied { "is published as it is" } else { "is the photo that this copy is made of" };
    if args.json {
        report::line(&json!({"file": path.as_str(), "whose": whose, "copied": is_copied}).to_string());
    } else {
        report::line(&format!("{path}{} {what}", places::in_brackets(whose)));
    }
    ExitCode::SUCCESS
}

fn page_json(explained: &Explained) -> Json {
    let traces = explained.traces.as_ref();
    json!({
        "address": explained.address.as_str(),
        "file": explained.file,
        "bytes": explained.bytes,
        "what": explained.what,
        "templates": explained.chain.iter().map(|(path, whose)| json!({"file": path.as_str(), "whose": whose})).collect::<Vec<Json>>(),
        "written_by": traces.map(|traces| places::json(&traces.templates())),
        "made_of": traces.map(|traces| places::json(&traces.content())),
        "exact": traces.map(|traces| traces.is_exact),
        "indexed": explained.indexed.json(),
        "linked_from": explained.linking.iter().map(Linking::json).collect::<Vec<Json>>(),
        "since_last_build": explained.since.json(),
    })
}

fn line_json(explained: &Explained, number: usize, bytes: &[u8]) -> Json {
    let line = explained.traces.as_ref().map(|traces| traces.line(number));
    json!({
        "address": explained.address.as_str(),
        "file": explained.file,
        "line": number,
        "text": print::nth(bytes, number),
        "written_by": line.as_ref().map(|line| places::json(&line.templates)),
        "made_of": line.as_ref().map(|line| places::json(&line.content)),
        "exact": explained.traces.as_ref().map(|traces| traces.is_exact),
    })
}
