//! Whether two versions of a file differ in its text alone, so that no other file can tell them apart.
//!
//! Must not know: what is done with the answer.

use super::article::Article;
use super::blocks::Block;
use super::body::Reference;
use super::parse::{Content, Parsed};

/// Whether everything is the same but the words of a guide or page, and the places of what stands between them; or the bytes
/// of a file that is published as it is.
///
/// What a site makes of other files is then the same too: titles, headings, references and blocks are all that is seen of a
/// text from outside.
pub fn differ_in_text_alone(old: &Parsed, new: &Parsed) -> bool {
    let Parsed { path, content, references, terms: _, diagnostics: _ } = old;
    let same_content = match (content, &new.content) {
        (Some(Content::Guide(old)), Some(Content::Guide(new)))
        | (Some(Content::Page(old)), Some(Content::Page(new))) => {
            same_outside(old, new) && same_blocks(&old.blocks, &new.blocks)
        }
        (Some(Content::File(old)), Some(Content::File(new))) => old == new,
        _ => false,
    };
    *path == new.path && same_content && same_targets(references, &new.references)
}

/// Whether all is the same that can be seen of two articles, but for their blocks. A new field has to be judged here.
fn same_outside(old: &Article, new: &Article) -> bool {
    let Article {
        title,
        description,
        answer,
        date,
        updated,
        author,
        tags,
        compares,
        related,
        wanted,
        aliases,
        draft,
        image,
        headings,
        blocks: _,
        body: _,
    } = old;
    (title, description, answer) == (&new.title, &new.description, &new.answer)
        && (date, updated, author) == (&new.date, &new.updated, &new.author)
        && (tags, compares, related, wanted) == (&new.tags, &new.compares, &new.related, &new.wanted)
        && (aliases, draft, image) == (&new.aliases, &new.draft, &new.image)
        && headings == &new.headings
}

/// Whether the blocks are the same but for their places: what a block says is a function of its name and its YAML.
fn same_blocks(old: &[Block], new: &[Block]) -> bool {
    old.iter().map(|block| &block.written).eq(new.iter().map(|block| &block.written))
}

fn same_targets(old: &[Reference], new: &[Reference]) -> bool {
    old.len() == new.len() && old.iter().zip(new).all(|(old, new)| old.target == new.target)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::SitePath;
    use crate::content::markdown::BlockNames;
    use crate::content::parse::parse;
    use crate::source::{Class, SourceFile};

    const GUIDE: &str = "---\ntitle: T\ndescription: D.\ndate: 2026-11-01\n---\nWords, [[serum]].\n\n\
        ## How\n\n```mistake\nmistake: To hurry\nwhy: It shows.\n```\n";

    fn same(from: &str, to: &str) -> bool {
        let read = |text: &str| {
            let path = SitePath::new("content/guides/a.md");
            let file = SourceFile { class: Class::of(&path), path, bytes: text.as_bytes().to_vec() };
            parse(&file, &BlockNames::new(["mistake".to_owned()]))
        };
        assert!(GUIDE.contains(from));
        differ_in_text_alone(&read(GUIDE), &read(&GUIDE.replacen(from, to, 1)))
    }

    #[test]
    fn words_and_places_are_nobody_elses_business() {
        assert!(same("Words", "Many more words\n\nand lines"));
        assert!(same("[[serum]]", "and so on: [[serum]]"));
    }

    #[test]
    fn what_others_can_see_is() {
        for (from, to) in [
            ("title: T", "title: U"),
            ("D.", "Other."),
            ("D.", "D.\nwanted: [Serum vs Toner]"),
            ("[[serum]]", "[[ampoule]]"),
            ("[[serum]]", "[[serum]] [[serum]]"),
            ("## How", "## Why"),
            ("To hurry", "To wait"),
            ("```mistake", "```verdict"),
            ("Words", "[a](b.md)"),
        ] {
            assert!(!same(from, to), "{from} -> {to}");
        }
    }
}
