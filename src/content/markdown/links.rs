//! What a link's address is: another site's, or something of this one.

use crate::base::SitePath;
use crate::base::address::decoded;
use crate::base::suggest::nearest;
use crate::content::affiliates::host;
use crate::content::body::Target;
use std::borrow::Cow;

/// What a Markdown link names, or `None` if it leads to another site or program and is printed as it is.
pub fn link(from: &SitePath, link: &str) -> Option<Target> {
    if let Some(fragment) = link.strip_prefix('#') {
        return Some(Target::Anchor(decoded(fragment).into_owned()));
    }
    if is_foreign(link) || link.is_empty() {
        return None;
    }
    let (path, fragment) = match link.split_once('#') {
        Some((path, fragment)) => (path, Some(decoded(fragment))),
        None => (link, None),
    };
    let fragment = fragment.filter(|fragment| !fragment.is_empty()).map(Cow::into_owned);
    let path = path.split('?').next().unwrap_or(path);
    let address = decoded(path);
    Some(if address.starts_with('/') {
        Target::Address { link: link.to_owned(), address: address.into_owned(), fragment }
    } else {
        Target::File { link: link.to_owned(), path: from.join(&address), fragment }
    })
}

/// Whether an address leads nowhere on the web: `https://`, `https:/example.org` and `htps://example.org` were to, and others are a
/// program to run, data or a file of the reader's.
pub fn is_botched(link: &str) -> bool {
    let Some((scheme, rest)) = link.split_once(':').filter(|_| is_foreign(link)) else {
        return link.starts_with("//") && host(link).is_empty();
    };
    match scheme.to_ascii_lowercase().as_str() {
        "http" | "https" => !rest.starts_with("//") || host(link).is_empty(),
        "javascript" | "vbscript" | "data" | "file" => true,
        scheme => rest.starts_with("//") && nearest(scheme, ["https", "http"]).is_some(),
    }
}

/// What a picture's address names, or `None` if it is on another site.
pub fn picture(from: &SitePath, link: &str) -> Option<Target> {
    if is_foreign(link) {
        return None;
    }
    let path = link.split(['#', '?']).next().unwrap_or(link);
    let path = decoded(path);
    let path = match path.strip_prefix('/') {
        Some(rest) => Some(SitePath::new(format!("static/{rest}"))),
        None => from.join(&path),
    };
    Some(Target::Picture { link: link.to_owned(), path })
}

/// Whether an address has a scheme (RFC 3986, section 3.1) or a host.
fn is_foreign(link: &str) -> bool {
    let scheme = link.split_once(':').is_some_and(|(scheme, _)| {
        // One letter is a disk of Windows.
        scheme.len() > 1
            && scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
    });
    scheme || link.starts_with("//")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn own_and_foreign_links_are_told_apart() {
        let from = SitePath::new("content/guides/a.md");
        for foreign in ["https://example.org/", "mailto:a@b.c", "//example.org/x", "tel:123"] {
            assert_eq!(link(&from, foreign), None, "{foreign}");
        }
        for botched in [
            "https://",
            "http:///x",
            "//",
            "https:/example.org",
            "htps://example.org",
            "hhtps://a.b",
            "JavaScript:alert(1)",
            "data:text/html,x",
            "file:///etc/a",
        ] {
            assert!(is_botched(botched), "{botched}");
        }
        for whole in [
            "https://example.org",
            "HTTP://a.b",
            "mailto:a@b.c",
            "ftp://a.b",
            "tel:1",
            "a.md",
            "x//y",
            "//a.b",
        ] {
            assert!(!is_botched(whole), "{whole}");
        }
        assert_eq!(link(&from, "#how"), Some(Target::Anchor("how".to_owned())));
        let Some(Target::File { path: Some(path), fragment, .. }) = link(&from, "../guides/b.md#how") else {
            panic!("a file")
        };
        assert_eq!((path.as_str(), fragment.as_deref()), ("content/guides/b.md", Some("how")));
        let Some(Target::Address { address, .. }) = link(&from, "/tags/%EC%95%B0/?x=1") else {
            panic!("an address")
        };
        assert_eq!(address, "/tags/앰/");
        let Some(Target::Picture { path: Some(path), .. }) = picture(&from, "/img/a.svg") else {
            panic!("a picture")
        };
        assert_eq!(path.as_str(), "static/img/a.svg");
    }
}
