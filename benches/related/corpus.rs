//! A folder of Markdown as documents to be ranked: parsed by Diptych's own parser, its links resolved.

use diptych::base::SitePath;
use diptych::content::article::Article;
use diptych::content::body::Target;
use diptych::content::markdown::BlockNames;
use diptych::content::parse::{Content, Parsed, parse};
use diptych::site::related::Document;
use diptych::source::{Class, SourceFile};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::{fs, io};

/// A page of a corpus.
pub struct Page {
    /// Its path below the folder, without `.md`; of `a/index.md` it is `a`.
    pub id: String,
    /// What it says.
    pub parsed: Parsed,
    /// Its tags, by number.
    pub tags: Vec<u32>,
    /// The pages that it links to.
    pub links: Vec<u32>,
    /// Its folder, by number.
    pub folder: Option<u32>,
}

impl Page {
    /// The page as an article.
    pub fn article(&self) -> Option<&Article> {
        match &self.parsed.content {
            Some(Content::Guide(article)) => Some(article),
            _ => None,
        }
    }

    /// The page as the ranking sees it.
    pub fn document(&self) -> Document<'_> {
        let (tags, links) = (&self.tags, &self.links);
        Document { products: &[], before: &[], after: &[], tags, links, place: self.folder }
    }
}

/// Reads every `.md` file below `folder`, in the order of their paths.
pub fn read(folder: &Path) -> io::Result<Vec<Page>> {
    let mut files = Vec::new();
    find(folder, &mut files)?;
    files.sort();
    let mut pages = Vec::with_capacity(files.len());
    for file in files {
        let path = file.strip_prefix(folder).unwrap_or(&file).to_string_lossy().replace('\\', "/");
        pages.push(page(&path, fs::read(&file)?));
    }
    let mut numbers = HashMap::new();
    let mut folders: HashMap<String, u32> = HashMap::new();
    let ids: HashMap<String, u32> = (0_u32..).zip(&pages).map(|(at, page)| (page.id.clone(), at)).collect();
    for page in &mut pages {
        let names = page.article().map(|article| article.tags.clone()).unwrap_or_default();
        for name in names {
            let next = numbers.len() as u32;
            page.tags.push(*numbers.entry(name.text).or_insert(next));
        }
        let folder = page.id.rsplit_once('/').map(|(folder, _)| folder.to_owned());
        let next = folders.len() as u32;
        page.folder = folder.map(|folder| *folders.entry(folder).or_insert(next));
        page.links =
            page.parsed.references.iter().filter_map(|found| target(&page.id, &found.target, &ids)).collect();
    }
    Ok(pages)
}

fn find(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            find(&path, files)?;
        } else if path.extension().is_some_and(|extension| extension == "md") {
            files.push(path);
        }
    }
    Ok(())
}

fn page(path: &str, mut bytes: Vec<u8>) -> Page {
    if !bytes.starts_with(b"---") {
        let front = format!("---\ntitle: {}\n---\n", SitePath::new(path).stem().replace(['-', '_'], " "));
        bytes.splice(0..0, front.into_bytes());
    }
    let id = path.trim_end_matches(".md");
    let id = id.strip_suffix("/index").unwrap_or(id).to_owned();
    let file = SourceFile { path: SitePath::new(path), class: Class::Guide, bytes };
    Page {
        id,
        parsed: parse(&file, &BlockNames::default()),
        tags: Vec::new(),
        links: Vec::new(),
        folder: None,
    }
}

/// The page that a reference leads to.
fn target(from: &str, target: &Target, ids: &HashMap<String, u32>) -> Option<u32> {
    match target {
        Target::Id(id) => ids.get(id).copied(),
        Target::Address { address, .. } => known(address, ids),
        Target::File { link, path, .. } => {
            let path = path.as_ref().and_then(|path| known(path.as_str(), ids));
            // Sites that publish `a/b.md` at `a/b/` also write links from there.
            path.or_else(|| known(SitePath::new(format!("{from}/")).join(link)?.as_str(), ids))
        }
        _ => None,
    }
}

/// The page at an address of a site, however it is written.
fn known(address: &str, ids: &HashMap<String, u32>) -> Option<u32> {
    let address = address.trim_end_matches(".html").trim_end_matches(".md").trim_end_matches("/index");
    let steps: Vec<&str> = address.split('/').filter(|step| !step.is_empty()).collect();
    ids.get(&steps.join("/")).copied()
}
