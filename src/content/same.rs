//! Whether two versions of a file differ in its text alone, so that no other file can tell them apart.
//!
//! Must not know: what is done with the answer.

use super::article::Article;
use super::blocks::Block;
use super::body::Reference;
use super::parse::{Content, Parsed};
use crate::source::SourceFile;

/// One version of a file, read and understood.
pub type Version<'v> = (&'v SourceFile, &'v Parsed);

/// Whether everything is the same but the words of a guide or page, and the places of what stands between them; or the bytes
/// of a file that is published as it is.
///
/// What a site makes of other files is then the same too: titles, headings, references and blocks are all that is seen of a
/// text from outside.
pub fn differ_in_text_alone((old_file, old): Version<'_>, (new_file, new): Version<'_>) -> bool {
    let Parsed { path, content, references, terms: _, diagnostics: _ } = old;
    let same_content = match (content, &new.content) {
        (Some(Content::Guide(old)), Some(Content::Guide(new)))
        | (Some(Content::Page(old)), Some(Content::Page(new))) => {
            same_outside(old, new) && same_blocks((old_file, old), (new_file, new))
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
        aliases,
        draft,
        image,
        headings,
        blocks: _,
        body: _,
    } = old;
    (title, description, answer) == (&new.title, &new.description, &new.answer)
        && (date, updated, author) == (&new.date, &new.updated, &new.author)
        && (tags, compares, related) == (&new.tags, &new.compares, &new.related)
        && (aliases, draft, image) == (&new.aliases, &new.draft, &new.image)
        && *headings == new.headings
}

/// Whether the blocks are the same but for their places: what a block says is a function of its name and its YAML.
fn same_blocks((old_file, old): (&SourceFile, &Article), (new_file, new): (&SourceFile, &Article)) -> bool {
    old.blocks.len() == new.blocks.len()
        && old.blocks.iter().zip(&new.blocks).all(|(old, new)| {
            let old = written(old_file, old);
            old.is_some() && old == written(new_file, new)
        })
}

/// The name of a block and its YAML, as typed.
fn written<'f>(file: &'f SourceFile, block: &Block) -> Option<[&'f [u8]; 2]> {
    Some([file.bytes.get(block.range.range())?, file.bytes.get(block.yaml.range())?])
}

fn same_targets(old: &[Reference], new: &[Reference]) -> bool {
    old.len() == new.len() && old.iter().zip(new).all(|(old, new)| old.target == new.target)
}
