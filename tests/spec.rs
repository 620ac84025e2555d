//! The examples of the CommonMark and GFM specifications that the parser passes also pass through our own pass, up to
//! differences that are named here one by one.

use diptych::base::SitePath;
use diptych::content::body::{Fill, Target};
use diptych::content::log::Log;
use diptych::content::markdown::{BlockNames, Found, OPTIONS, Text, document};
use pulldown_cmark::{Parser, html};
use serde_json::Value;

/// The options of our pass, without footnotes, callouts and wiki links: those are written differently on purpose and
/// have tests of their own.
fn parser_html(markdown: &str) -> String {
    let mut out = String::new();
    html::push_html(&mut out, Parser::new_ext(markdown, OPTIONS));
    out
}

/// What our pass makes of it, with each hole filled with the link as typed.
fn our_html(markdown: &str) -> String {
    let (mut found, mut log) = (Found::default(), Log::new(&SitePath::new("content/guides/x.md")));
    let text = Text::part(markdown, 0..markdown.len());
    let document = document(text, &BlockNames::default(), &mut found, &mut log);
    let mut out = String::new();
    for (markup, fill) in document.body.stretches() {
        out.push_str(markup);
        match fill {
            Some(Fill::Address(number)) => escape_href(&mut out, &link(&found, number)),
            Some(Fill::Picture(number)) => {
                out.push_str("<img src=\"");
                escape_href(&mut out, &link(&found, number));
                out.push('"');
            }
            Some(Fill::Name(number)) => out.push_str(&link(&found, number)),
            Some(_) | None => {}
        }
    }
    out
}

fn link(found: &Found, number: u32) -> String {
    match &found.references[number as usize].target {
        Target::Id(id) => id.clone(),
        Target::File { link, .. } | Target::Address { link, .. } | Target::Picture { link, .. } => {
            link.clone()
        }
        Target::Foreign(host) | Target::RemotePicture(host) => host.clone(),
        Target::Anchor(fragment) => format!("#{fragment}"),
        Target::Fact { product, attribute } => format!("{product}.{attribute}"),
    }
}

fn escape_href(out: &mut String, link: &str) {
    pulldown_cmark_escape::escape_href(out, link).expect("writing to a string");
}

/// Undoes what our pass writes otherwise: anchors of headings, the box around tables, the scope of header cells,
/// the names of task boxes; and on the parser's side alignment by style.
fn normal(html: &str) -> String {
    let mut html = html.to_owned();
    for level in 1..=6 {
        html = cut(&html, &format!("<h{level} id=\""), "\">", &format!("<h{level}>"));
    }
    html = cut(&html, "<div class=\"scroll\"", "><table>", "<table>");
    for (ours, theirs) in [
        ("</table></div>", "</table>"),
        ("<th scope=\"col\"", "<th"),
        ("<td></td></tr></thead>", "<th></th></tr></thead>"),
        (" aria-label=\"\"/>", "/>"),
        (" style=\"text-align: left\"", " class=\"left\""),
        (" style=\"text-align: center\"", " class=\"center\""),
        (" style=\"text-align: right\"", " class=\"right\""),
    ] {
        html = html.replace(ours, theirs);
    }
    html
}

/// Replaces everything from `start` to the next `end`, both included.
fn cut(html: &str, start: &str, end: &str, with: &str) -> String {
    let mut out = String::new();
    let mut rest = html;
    while let Some(at) = rest.find(start) {
        let Some(length) = rest[at..].find(end) else { break };
        out.push_str(&rest[..at]);
        out.push_str(with);
        rest = &rest[at + length + end.len()..];
    }
    out + rest
}

/// The examples of a file that the parser passes, and of these the ones that our pass does not.
fn compare(file: &str) -> (usize, Vec<String>) {
    let text = std::fs::read_to_string(format!("tests/spec/{file}")).expect("the examples");
    let examples: Vec<Value> = serde_json::from_str(&text).expect("JSON");
    let mut passed = 0;
    let mut failed = Vec::new();
    for example in &examples {
        let field = |name: &str| example[name].as_str().unwrap_or_default();
        let number = example["number"].as_u64().unwrap_or_default();
        let (markdown, expected) = (field("markdown"), field("html"));
        let theirs = parser_html(markdown);
        let parser_passes = squeeze(&theirs) == squeeze(expected);
        if !parser_passes {
            continue;
        }
        let ours = our_html(markdown);
        if normal(&ours) == normal(&theirs) {
            passed += 1;
        } else {
            failed.push(format!(
                "{} {number}\n{markdown}\n--- ours\n{ours}\n--- theirs\n{theirs}",
                field("section")
            ));
        }
    }
    (passed, failed)
}

/// White space between tags does not count when the parser is judged, as in the specification's own runner.
fn squeeze(html: &str) -> String {
    html.replace("\n<", "<").replace(">\n", ">").replace(" />", ">").replace("/>", ">").trim().to_owned()
}

#[test]
fn examples_of_commonmark_come_out_as_the_parser_has_them() {
    let (passed, failed) = compare("commonmark.json");
    assert!(failed.is_empty(), "{} differ:\n{}", failed.len(), failed.join("\n\n"));
    assert!(passed >= 600, "only {passed} examples were compared");
}

#[test]
fn examples_of_github_come_out_as_the_parser_has_them() {
    let (passed, failed) = compare("gfm.json");
    assert!(failed.is_empty(), "{} differ:\n{}", failed.len(), failed.join("\n\n"));
    assert!(passed >= 10, "only {passed} examples were compared");
}
