//! The three formats of diagnostics, letter by letter.

use diptych::base::{SitePath, TextRange};
use diptych::diagnostics::catalogue::{blocks, facts, fields, files, references};
use diptych::diagnostics::print::{Format, Quoted, print};
use diptych::diagnostics::{Diagnostic, Span};

const KIND: &str = "content/products/treatments/_kind.yaml";
const AMPOULE: &str = "content/products/treatments/ampoule.yaml";
const GUIDE: &str = "content/guides/앰플.md";

/// The files that the diagnostics of these tests speak of.
fn text_of(path: &SitePath) -> Option<&'static str> {
    match path.as_str() {
        KIND => Some("name: Treatment\nattributes:\n  - id: strength\n    steps: [low, high]\n"),
        AMPOULE => Some("name: Ampoule\nstrength: hihg\nstrength: low\n"),
        GUIDE => Some("---\r\ntitle: 앰플\r\n---\r\n앰플은 [[세람]]보다 <강해요>.[^1]\r\n"),
        _ => None,
    }
}

/// The place of `words` in a file.
fn at(file: &str, words: &str) -> Span {
    let path = SitePath::new(file);
    let start = text_of(&path).and_then(|text| text.find(words)).expect("words of the file");
    Span::new(&path, TextRange::new(start..start + words.len()))
}

fn quoted(diagnostic: &Diagnostic) -> Quoted<'static> {
    Quoted::by(std::slice::from_ref(diagnostic), &text_of)
}

fn printed(diagnostic: &Diagnostic, format: Format) -> String {
    print(diagnostic, format, false, &quoted(diagnostic))
}

/// A problem with a second place in another file, and a suggestion.
fn in_two_files() -> Diagnostic {
    facts::not_a_step(at(AMPOULE, "hihg"), "hihg", "Strength", &["low", "high"], at(KIND, "strength"))
}

/// A problem with a second place in the same file.
fn twice_in_a_file() -> Diagnostic {
    files::duplicate_key(at(AMPOULE, "strength: low"), "strength", at(AMPOULE, "strength: hihg"))
}

/// A problem after characters of several bytes, in a file with CR LF, without a suggestion.
fn after_wide_characters() -> Diagnostic {
    references::unknown_id(at(GUIDE, "세람"), "page", "세람", None)
}

/// A warning.
fn warning() -> Diagnostic {
    references::unused_footnote(at(GUIDE, "[^1]"), "1")
}

#[test]
fn short_is_one_line_with_the_help() {
    assert_eq!(
        printed(&in_two_files(), Format::Short),
        "content/products/treatments/ampoule.yaml:2:11: error[not-a-step]: `hihg` is not a value of Strength; \
         did you mean `high`?\n"
    );
    assert_eq!(
        printed(&after_wide_characters(), Format::Short),
        "content/guides/앰플.md:4:7: error[unknown-reference]: there is no page `세람`; name a product, guide, kind \
         or page: the file's name without its ending\n"
    );
    assert_eq!(
        printed(&warning(), Format::Short),
        "content/guides/앰플.md:4:20: warning[unused-footnote]: nothing refers to the footnote `[^1]`; put [^1] where \
         it belongs, or remove the footnote\n"
    );
}

#[test]
fn long_shows_the_line_and_a_second_place_in_another_file() {
    insta::assert_snapshot!(printed(&in_two_files(), Format::Long), @r"
    error[not-a-step]: `hihg` is not a value of Strength
     --> content/products/treatments/ampoule.yaml:2:11
      |
    2 | strength: hihg
      |           ^^^^
      |
     ::: content/products/treatments/_kind.yaml:3:9
      |
    3 |   - id: strength
      |         -------- declared here
      |
      = help: did you mean `high`?
    ");
}

#[test]
fn long_shows_two_places_of_one_file_together() {
    insta::assert_snapshot!(printed(&twice_in_a_file(), Format::Long), @r"
    error[duplicate-key]: `strength` is here twice
     --> content/products/treatments/ampoule.yaml:3:1
      |
    2 | strength: hihg
      | -------------- the first one
    3 | strength: low
      | ^^^^^^^^^^^^^
      |
      = help: remove one of the two: a fact is written once
    ");
}

#[test]
fn long_underlines_wide_characters() {
    insta::assert_snapshot!(printed(&after_wide_characters(), Format::Long), @r"
    error[unknown-reference]: there is no page `세람`
     --> content/guides/앰플.md:4:7
      |
    4 | 앰플은 [[세람]]보다 <강해요>.[^1]
      |          ^^^^
      |
      = help: name a product, guide, kind or page: the file's name without its ending
    ");
}

#[test]
fn long_says_that_a_warning_is_one() {
    insta::assert_snapshot!(printed(&warning(), Format::Long), @r"
    warning[unused-footnote]: nothing refers to the footnote `[^1]`
     --> content/guides/앰플.md:4:20
      |
    4 | 앰플은 [[세람]]보다 <강해요>.[^1]
      |                              ^^^^
      |
      = help: put [^1] where it belongs, or remove the footnote
    ");
}

#[test]
fn long_shows_the_first_line_of_what_spans_many() {
    let (first, last) = (at(AMPOULE, "name"), at(AMPOULE, "low"));
    let range = TextRange { start: first.range.start, end: last.range.end };
    let diagnostic = files::yaml_unsupported(Span::new(&first.file, range), "this", "write it out");
    insta::assert_snapshot!(printed(&diagnostic, Format::Long), @r"
    error[yaml-unsupported]: Diptych does not read this
     --> content/products/treatments/ampoule.yaml:1:1
      |
    1 | name: Ampoule
      | ^^^^^^^^^^^^^
      |
      = help: write it out
    ");
}

#[test]
fn long_does_without_the_text_of_a_file() {
    let missing = Span::file(&SitePath::new("content/site.yaml"));
    insta::assert_snapshot!(printed(&files::no_site_file(missing), Format::Long), @r"
    error[missing-site-file]: a site needs the file content/site.yaml
     --> content/site.yaml:1:1
      |
    1 |
      | ^
      |
      = help: create it with the lines `title: ...`, `description: ...` and `base_url: https://...`
    ");
}

#[test]
fn long_is_coloured_if_asked() {
    let coloured = print(&warning(), Format::Long, true, &quoted(&warning()));
    assert!(coloured.contains("\u{1b}["), "{coloured}");
    assert!(!printed(&warning(), Format::Long).contains('\u{1b}'));
}

#[test]
fn json_is_one_object_a_line_with_all_places() {
    assert_eq!(
        printed(&in_two_files(), Format::Json),
        concat!(
            r#"{"also":[{"at":{"bytes":[36,44],"column":9,"end_column":17,"end_line":3,"#,
            r#""file":"content/products/treatments/_kind.yaml","line":3},"label":"declared here"}],"#,
            r#""at":{"bytes":[24,28],"column":11,"end_column":15,"end_line":2,"#,
            r#""file":"content/products/treatments/ampoule.yaml","line":2},"code":"not-a-step","#,
            r#""help":"did you mean `high`?","message":"`hihg` is not a value of Strength","severity":"error"}"#,
            "\n"
        )
    );
    assert_eq!(
        printed(&warning(), Format::Json),
        concat!(
            r#"{"also":[],"at":{"bytes":[64,68],"column":20,"end_column":24,"end_line":4,"#,
            r#""file":"content/guides/앰플.md","line":4},"code":"unused-footnote","#,
            r#""help":"put [^1] where it belongs, or remove the footnote","#,
            r#""message":"nothing refers to the footnote `[^1]`","severity":"warning"}"#,
            "\n"
        )
    );
}

#[test]
fn json_without_help_says_null() {
    let mut diagnostic = files::empty_file(Span::file(&SitePath::new(AMPOULE)), "a product");
    diagnostic.help = None;
    let value: serde_json::Value = serde_json::from_str(&printed(&diagnostic, Format::Json)).expect("JSON");
    assert_eq!(value["help"], serde_json::Value::Null);
    assert_eq!(value["at"]["line"], 1);
}

#[test]
fn a_place_past_the_end_of_a_file_does_no_harm() {
    let path = SitePath::new(GUIDE);
    for range in [0..1_000, 19..20, 1_000..2_000, 20..20] {
        let diagnostic = blocks::heading_level(Span::new(&path, TextRange::new(range)));
        for format in [Format::Long, Format::Short, Format::Json] {
            assert!(printed(&diagnostic, format).contains("heading-level"));
        }
    }
}

#[test]
fn a_path_breaks_no_line_and_colours_nothing() {
    let path = SitePath::new("static/a\nb\u{1b}[31m.txt");
    let diagnostic = files::unpublishable_name(Span::file(&path), "contains a line break");
    let shown = r"static/a\nb\u{1b}[31m.txt:1:1";
    assert!(printed(&diagnostic, Format::Short).starts_with(&format!("{shown}: error")));
    assert!(printed(&diagnostic, Format::Long).contains(&format!(" {shown}\n")));
}

#[test]
fn words_of_an_editor_break_no_line_and_colour_nothing() {
    let at = Span::file(&SitePath::new("content/site.yaml"));
    let diagnostic = fields::not_one_of(at, "value of x", "of\ntwo\u{1b}[31m", &["a\tb"]);
    let (short, long) = (printed(&diagnostic, Format::Short), printed(&diagnostic, Format::Long));
    assert_eq!(short.matches('\n').count(), 1, "{short}");
    for text in [&short, &long] {
        assert!(text.contains(r"`of\ntwo\u{1b}[31m` is not a value of x"), "{text}");
        assert!(text.contains(r"it is one of `a\tb`"), "{text}");
    }
}
