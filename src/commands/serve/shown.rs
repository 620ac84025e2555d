//! What is served at one moment: the last good site and the problems of the last run. What a path leads to.
//!
//! Must not know: how anything is asked for or sent.

use super::problems::Problems;
use super::types::{HTML, media_type};
use crate::base::Address;
use crate::base::address::decode;
use crate::pipeline::{Output, Outputs};
use std::borrow::Cow;
use std::hash::{BuildHasher, DefaultHasher, Hasher, RandomState};

/// The program that keeps an open page in step with the site.
pub const SCRIPT: &str = "/.diptych/live.js";

/// Where that program hears of new versions. No file of a site can be published there: names that start with a full stop
/// are passed over, and no old address may have one.
pub const EVENTS: &str = "/.diptych/events";

/// The page for addresses that lead nowhere.
const NOT_FOUND: &str = "404.html";

/// What is served from one build to the next.
#[derive(Clone, Default)]
pub struct Shown {
    /// The last site that had no errors.
    pub site: Option<Outputs>,
    /// All problems of the last run.
    pub problems: Problems,
    /// Changes when a style sheet does.
    pub styles: u64,
    /// Changes when any other file does that is no page: pictures, fonts, scripts.
    pub files: u64,
}

/// What a path leads to.
pub enum Found<'s> {
    /// A file.
    File(Content<'s>),
    /// A folder that was asked for without its `/`: the address with it, percent-encoded.
    Folder(String),
    /// Nothing; this is shown instead.
    Nothing(Content<'s>),
    /// There is no site yet; this is shown instead.
    Broken(Content<'s>),
    /// The path climbs, or is no text.
    Refused,
}

/// Bytes to send.
pub struct Content<'s> {
    /// Their media type.
    pub media_type: &'static str,
    /// Pages carry [`SCRIPT`] and are copies; other files are as they were built.
    pub bytes: Cow<'s, [u8]>,
}

impl Shown {
    /// Nothing yet, with a count that another run does not have: what changed while no server ran has been counted by none.
    pub fn of_this_run() -> Self {
        Self { files: RandomState::new().build_hasher().finish() >> 32, ..Self::default() }
    }

    /// What a path of a request, percent-encoded and without a query, leads to.
    pub fn at(&self, path: &str) -> Found<'_> {
        let Some(address) = address(path) else { return Found::Refused };
        let Some(site) = &self.site else {
            return Found::Broken(self.page(address.as_str(), NO_SITE.as_bytes()));
        };
        let file = address.output_path();
        if let Some(output) = site.get(&file) {
            let media_type = media_type(&file);
            return Found::File(match media_type {
                HTML => self.page(address.as_str(), output.bytes()),
                _ => Content { media_type, bytes: Cow::Borrowed(output.bytes()) },
            });
        }
        if site.contains_key(&format!("{file}/index.html")) {
            // Of the file and not of the path: behind two `/` a browser reads the name of a host.
            return Found::Folder(format!("{}/", Address::new(&file).href()));
        }
        let nothing = not_found(site, &file).map_or(&b""[..], Output::bytes);
        Found::Nothing(self.page(address.as_str(), nothing))
    }

    /// What an open page at a path is told: by what it knows its version, and all problems.
    pub fn news(&self, path: &str) -> String {
        let page = address(path).map_or(0, |address| self.version(address.as_str()));
        format!("{{\"seen\":\"{}\",\"problems\":{}}}", self.seen(page), self.problems.as_json())
    }

    /// A page with the program that keeps it in step.
    fn page(&self, address: &str, html: &[u8]) -> Content<'static> {
        let seen = self.seen(self.version(address));
        let script = format!(
            "<script src=\"{SCRIPT}\" data-events=\"{EVENTS}\" data-seen=\"{seen}\" defer></script>\n"
        );
        // At the very end, where browsers read it as the last thing in the body; `</body>` may also stand in a script's text.
        Content { media_type: HTML, bytes: [html, script.as_bytes()].concat().into() }
    }

    /// The version of the page that is shown at an address; 0 without a site.
    fn version(&self, address: &str) -> u64 {
        let Some(site) = &self.site else { return 0 };
        let file = Address::new(address).output_path();
        let output = site.get(&file).or_else(|| not_found(site, &file));
        output.map_or(1, |output| hash(output.bytes()))
    }

    /// All that an open page depends on: its own version, that of the style sheets, that of other files.
    fn seen(&self, page: u64) -> String {
        format!("{page:x}.{:x}.{:x}", self.styles, self.files)
    }
}

/// The page for a file that is not there: that of the nearest folder which has one, as hosts do it.
fn not_found<'s>(site: &'s Outputs, file: &str) -> Option<&'s Output> {
    let mut folders = file.rmatch_indices('/').map(|(at, _)| &file[..=at]).chain([""]);
    folders.find_map(|folder| site.get(&format!("{folder}{NOT_FOUND}")))
}

/// What is shown until there is a site without errors; the script lays the problems over it.
const NO_SITE: &str = "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Diptych</title></head>\n\
    <body><p>There is no site to show yet: it has errors.</p></body></html>\n";

/// The address that a path asks for; `None` if it climbs or is not UTF-8.
fn address(path: &str) -> Option<Address> {
    let path = decode(path)?;
    let climbs = path.split('/').any(|step| matches!(step, "." | ".."));
    (path.starts_with('/') && !climbs && !path.contains(['\\', '\0'])).then(|| Address::new(&path))
}

/// A number by which bytes are known from one answer to the next.
pub fn hash(bytes: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    hasher.write(bytes);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Date;
    use crate::pipeline::build;
    use crate::site::Options;
    use crate::source::Sources;

    fn shown() -> Shown {
        let sources = Sources::from_fixture(
            "=== content/site.yaml\ntitle: T\ndescription: D.\nbase_url: https://example.org\n\
             === content/guides/a.md\n---\ntitle: A\ndescription: A.\ndate: 2026-11-01\n---\nText.\n\
             === static/a b.txt\nwords\n",
        );
        let options = Options::on(Date::parse("2026-11-23").unwrap());
        Shown { site: Some(build(&sources, &options, None).outputs), ..Shown::default() }
    }

    #[test]
    fn pages_carry_the_script_and_files_are_as_they_were_built() {
        let shown = shown();
        let Found::File(page) = shown.at("/guides/a/") else { panic!("a page") };
        let text = String::from_utf8_lossy(&page.bytes);
        assert!(text.contains("<script src=\"/.diptych/live.js\" ") && page.media_type == HTML);
        assert!(text.trim_end().ends_with("defer></script>"), "{text}");
        let Found::File(file) = shown.at("/a%20b.txt") else { panic!("a file") };
        assert_eq!((file.bytes.as_ref(), file.media_type), (&b"words\n"[..], "text/plain; charset=utf-8"));
        assert!(matches!(shown.at("/guides/a/index.html"), Found::File(_)));
    }

    #[test]
    fn folders_lead_on_and_the_rest_is_not_there() {
        let shown = shown();
        let Found::Folder(address) = shown.at("/guides/a") else { panic!("a folder") };
        assert_eq!(address, "/guides/a/");
        let Found::Folder(address) = shown.at("//guides/a") else { panic!("a folder") };
        assert_eq!(address, "/guides/a/", "and to no host `guides`");
        let Found::Nothing(page) = shown.at("/guides/b/") else { panic!("nothing") };
        assert!(String::from_utf8_lossy(&page.bytes).contains("<h1>"));
        assert!(matches!(shown.at("//example.com/guides/a"), Found::Nothing(_)));
    }

    #[test]
    fn paths_that_climb_are_refused() {
        let shown = shown();
        for path in
            ["/../Cargo.toml", "/a/%2e%2e/b", "/..%2fCargo.toml", "/a%5c..%5cb", "/%00", "/%FF", "a", "/./a"]
        {
            assert!(matches!(shown.at(path), Found::Refused), "{path}");
        }
    }

    #[test]
    fn before_there_is_a_site_every_page_says_so() {
        assert!(matches!(Shown::default().at("/guides/a/"), Found::Broken(_)));
    }
}
