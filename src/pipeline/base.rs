//! `Base`: what a build leaves for later runs in which only a few texts are other.
//!
//! Some entries of the cache hold what every guide and page says, but for its text; two hold what was made of all texts at once: the
//! words with what to read next, and the index of the search. Later runs do not change it: they start from it and take in all that
//! was edited since.
//! Must not know: what is done with it.

use super::Front;
use crate::base::kept::{Deserialize, DeserializeOwned, Serialize, from_bytes, write};
use crate::base::{Aside, SitePath};
use crate::content::article::Article;
use crate::content::body::Reference;
use crate::content::parse::{Content, Parsed};
use crate::content::terms::Terms;
use crate::diagnostics::Diagnostic;
use crate::page::search;
use crate::pictures::cache::{Cache, Key, key};
use crate::site::related::Wording;
use crate::site::related::reading::Reading;
use rayon::prelude::*;
use std::collections::HashMap;
use std::sync::Arc;

/// Sites with more guides keep no base: it takes eight kilobytes a guide of the disk, and as much memory in a later run.
const MOST_GUIDES: usize = 30_000;

/// In how many entries the guides and pages are kept.
const SHARES: usize = 8;

/// What a build has left for later runs.
pub(super) struct Base {
    /// What each guide and page says, without its text.
    pub articles: HashMap<SitePath, Arc<Parsed>>,
    /// The words of all guides and what to read after each, by edition.
    pub rankings: Vec<(Wording, Reading)>,
    /// The index of the search, by edition.
    pub searches: Vec<search::Index>,
}

/// A guide or page as it is kept: of these types, or of references to them while it is written.
#[derive(Serialize, Deserialize)]
struct Kept<Path, Says, References, Words, Problems> {
    path: Path,
    is_guide: bool,
    says: Says,
    references: References,
    terms: Words,
    diagnostics: Problems,
}

impl Base {
    /// What was kept under a name, if it is still there.
    pub(super) fn load(id: &Key, cache: &Cache) -> Option<Self> {
        let indexes = || Some((load("rankings", id, cache)?, load("searches", id, cache)?));
        let (articles, indexes) = rayon::join(|| load_articles(id, cache), indexes);
        let (rankings, searches) = indexes?;
        Some(Self { articles: articles?, rankings, searches })
    }

    /// Keeps what all guides and pages say, under a name. Says whether there are so few that it does.
    pub(super) fn keep_articles(id: &Key, parsed: &[Arc<Parsed>], cache: &Cache) -> bool {
        let articles: Vec<_> = parsed
            .iter()
            .filter_map(|file| {
                let (is_guide, says) = match file.content.as_ref()? {
                    Content::Guide(says) => (true, &**says),
                    Content::Page(says) => (false, &**says),
                    _ => return None,
                };
                let Parsed { path, references, terms, diagnostics, content: _ } = &**file;
                Some(Kept { path, is_guide, says, references, terms, diagnostics })
            })
            .collect();
        let is_kept = articles.len() <= MOST_GUIDES;
        if is_kept {
            // In shares, so that several threads can read them.
            let share = articles.len().div_ceil(SHARES).max(1);
            (0..SHARES).into_par_iter().for_each(|at| {
                let share: Vec<_> = articles.iter().skip(at * share).take(share).collect();
                cache.keep(&name(&at.to_string()), |to| write(&(id, &share), to));
            });
        }
        is_kept
    }

    /// Keeps the words of all guides and what to read after each, under the same name.
    pub(super) fn keep_rankings(id: &Key, front: &Front, rankings: &[Reading], cache: &Cache) {
        let wordings = front.sites.iter().map(|site| site.related.wording());
        let rankings: Vec<(&Wording, &Reading)> = wordings.zip(rankings).collect();
        cache.keep(&name("rankings"), |to| write(&(id, &rankings), to));
    }

    /// Keeps the index of the search, under the same name.
    pub(super) fn keep_searches(id: &Key, front: &Front, cache: &Cache) {
        let searches: Vec<&search::Index> = front.cards.iter().map(|cards| &cards.search).collect();
        cache.keep(&name("searches"), |to| write(&(id, &searches), to));
    }
}

fn load_articles(id: &Key, cache: &Cache) -> Option<HashMap<SitePath, Arc<Parsed>>> {
    let shares = (0..SHARES).into_par_iter().map(|at| load_share(at, id, cache));
    Some(shares.collect::<Option<Vec<_>>>()?.into_iter().flatten().collect())
}

fn load_share(at: usize, id: &Key, cache: &Cache) -> Option<Vec<(SitePath, Arc<Parsed>)>> {
    type Owned = Kept<SitePath, Article, Vec<Reference>, Aside<Terms>, Vec<Diagnostic>>;
    let kept: Vec<Owned> = load(&at.to_string(), id, cache)?;
    let articles = kept.into_iter().map(|kept| {
        let Kept { path, is_guide, says, references, terms, diagnostics } = kept;
        let says = Arc::new(says);
        let content = Some(if is_guide { Content::Guide(says) } else { Content::Page(says) });
        (path.clone(), Arc::new(Parsed { path, content, references, terms, diagnostics }))
    });
    Some(articles.collect())
}

/// What an entry holds, if it is of the base of this name.
fn load<Kept: DeserializeOwned>(part: &str, id: &Key, cache: &Cache) -> Option<Kept> {
    let (found, kept): (Key, Kept) = cache.load(&name(part), from_bytes)?;
    (found == *id).then_some(kept)
}

fn name(part: &str) -> Key {
    key(&[b"base", b"2", part.as_bytes()])
}
