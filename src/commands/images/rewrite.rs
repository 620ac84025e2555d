//! A text of the site with the addresses of some pictures replaced, and nothing else.
//!
//! The new text is read again: unless every reference means what it meant, but for those replaced, nothing is changed.
//! Must not know: the disk, networks.

use crate::base::{SitePath, TextRange};
use crate::content::body::Target;
use crate::content::markdown::BlockNames;
use crate::content::parse::{Parsed, parse};
use crate::source::SourceFile;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// The file with the references of these numbers leading to these files instead, and what it then says.
///
/// `None` if that would change anything else, or if an address is written in a way that hides where it stands.
pub(super) fn rewritten(
    file: &SourceFile,
    parsed: &Parsed,
    names: &BlockNames,
    replaced: &BTreeMap<usize, SitePath>,
) -> Option<(SourceFile, Parsed)> {
    let text = file.text()?;
    let mut edits: BTreeMap<TextRange, &SitePath> = BTreeMap::new();
    for (number, to) in replaced {
        edits.insert(parsed.references.get(*number)?.range, to);
    }
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for (range, to) in &edits {
        let inner = without_quotes(text, *range);
        out.push_str(text.get(from..inner.start as usize)?);
        out.push_str(&link(&file.path, to));
        from = inner.end as usize;
    }
    out.push_str(text.get(from..)?);
    let new = SourceFile { path: file.path.clone(), class: file.class, bytes: out.into_bytes() };
    let says = parse(&new, names);
    let is_as_meant = says.references.len() == parsed.references.len()
        && says.references.iter().zip(&parsed.references).all(|(new, old)| {
            match (edits.get(&old.range), &old.target, &new.target) {
                (Some(to), Target::RemotePicture(_), Target::Picture { path: Some(path), .. }) => path == *to,
                (Some(_), ..) => false,
                (None, old, new) => old == new,
            }
        });
    is_as_meant.then_some((new, says))
}

/// A YAML scalar without the quotes around it.
fn without_quotes(text: &str, range: TextRange) -> TextRange {
    let typed = text.get(range.range()).unwrap_or_default();
    let is_quoted = typed.len() >= 2
        && ['"', '\''].iter().any(|quote| typed.starts_with(*quote) && typed.ends_with(*quote));
    let inner = range.start as usize + 1..(range.end as usize).saturating_sub(1);
    if is_quoted { TextRange::new(inner) } else { range }
}

/// How a file is named in another: relative to its folder, with what means something in Markdown percent-encoded.
fn link(from: &SitePath, to: &SitePath) -> String {
    let own: Vec<&str> = from.folder().split('/').collect();
    let other: Vec<&str> = to.as_str().split('/').collect();
    let shared = own.iter().zip(&other).take_while(|(own, other)| own == other).count();
    let path = format!("{}{}", "../".repeat(own.len() - shared), other[shared..].join("/"));
    let mut link = String::with_capacity(path.len());
    for c in path.chars() {
        if c.is_ascii_alphanumeric() || "-._/".contains(c) || !c.is_ascii() {
            link.push(c);
        } else {
            let _ = write!(link, "%{:02X}", u32::from(c));
        }
    }
    link
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Class;

    const GUIDE: &str = "---\ntitle: A\ndescription: B.\ndate: 2026-11-20\nimage: {src: 'https://a.example/0.jpg', alt: c}\n---\n";

    /// Replaces all addresses by one file; `None` if that cannot be done.
    fn replaced(path: &str, body: &str) -> Option<String> {
        let path = SitePath::new(path);
        let text = format!("{GUIDE}{body}");
        let file = SourceFile { class: Class::of(&path), path, bytes: text.into_bytes() };
        let names = BlockNames::new(["figure".to_owned()]);
        let parsed = parse(&file, &names);
        let to = SitePath::new("content/guides/x (1).jpg");
        let remote = |target: &Target| matches!(target, Target::RemotePicture(_));
        let numbers = (0..parsed.references.len()).filter(|at| remote(&parsed.references[*at].target));
        let all = numbers.map(|at| (at, to.clone())).collect();
        let (new, says) = rewritten(&file, &parsed, &names, &all)?;
        assert!(!says.diagnostics.iter().any(|problem| problem.code == "remote-image"));
        Some(
            new.text()?
                .strip_prefix(&GUIDE.replace("https://a.example/0.jpg", &link(&file.path, &to)))?
                .to_owned(),
        )
    }

    #[test]
    fn only_the_address_changes() {
        for body in [
            "![a](@)\n",
            "![a](@ \"@\") and [a link](@) and `![a](@)`\n",
            "![a](<@>)\r\n![ *b* \\] c ](@ '@')\r\n",
            "![a](https://a.example/b\\_c&amp;d.jpg)\n",
            "[![a](@)](@)\n",
            "![one][p] and ![P]\n\n[p]: @ \"@\"\n",
            "```figure\nsrc: \"@\" # @\nalt: '@'\n```\n",
            "> ![a](@)\n>\n> - ![b](@)\n",
        ] {
            let typed = body.replace('@', "https://a.example/(b).jpg");
            let new = replaced("content/guides/a.md", &typed).expect("a text that can be rewritten");
            // Reads as before but for what was asked for: `rewritten` has seen to that. Here: the bytes around it.
            let name = "x%20%281%29.jpg";
            assert!(new.contains(name), "{new}");
            let pieces: Vec<&str> = new.split(name).collect();
            let mut rest = typed.as_str();
            for piece in pieces {
                let at =
                    rest.find(piece).unwrap_or_else(|| panic!("{piece:?} of {new:?} is not in {typed:?}"));
                rest = &rest[at + piece.len()..];
            }
        }
        let new = replaced("content/pages/a.md", "![a](//a.example/b.jpg)\n");
        assert_eq!(new.as_deref(), Some("![a](../guides/x%20%281%29.jpg)\n"));
    }

    #[test]
    fn what_hides_its_place_is_left() {
        assert_eq!(
            replaced(
                "content/guides/a.md",
                "```figure\nsrc: \"https://a.example/\\u0062.jpg\"\nalt: &a b\ncaption: |\n  ![a](https://a.example/b.jpg)\n```\n"
            ),
            None
        );
        assert_eq!(
            replaced("content/guides/a.md", "> ![a](\n> https://a.example/b.jpg\n> )\n")
                .as_deref()
                .map(|_| ()),
            None
        );
    }
}
