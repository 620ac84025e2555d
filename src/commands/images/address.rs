//! What an editor typed as a picture's address -> the address that is asked for, and a name for the file.
//!
//! Must not know: networks, the disk.

use crate::base::address::{decoded, slug};
use std::fmt::Write as _;

/// More characters are not taken into the name of a file.
const LONGEST_NAME: usize = 60;
/// So often an address may be percent-encoded over itself.
const MOST_DECODED: usize = 4;

/// The whole address that a picture is asked for at: with its scheme, without a fragment, in ASCII. What is
/// percent-encoded stays so, however often.
///
/// # Errors
/// Why there is no such address.
pub fn whole(typed: &str) -> Result<String, &'static str> {
    let typed = typed.split('#').next().unwrap_or(typed);
    let (scheme, rest) = match typed.split_once("//") {
        Some(("", rest)) => ("https:".to_owned(), rest),
        Some((scheme, rest)) => (scheme.to_ascii_lowercase(), rest),
        None => return Err("only addresses that start with https:// or http:// can be asked for"),
    };
    if scheme != "https:" && scheme != "http:" {
        return Err("only addresses that start with https:// or http:// can be asked for");
    }
    let end = rest.find(['/', '?']).unwrap_or(rest.len());
    let (host, path) = rest.split_at(end);
    if host.contains('@') {
        return Err("the address has a name or a password in it");
    }
    if host.is_empty() || host.starts_with(':') {
        return Err("the address has no host");
    }
    if !host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._:[]".contains(&byte)) {
        return Err("the host is not written in ASCII letters; write its `xn--` form");
    }
    let mut whole = format!("{scheme}//{}", host.to_ascii_lowercase());
    if !path.starts_with('/') {
        whole.push('/');
    }
    for byte in path.bytes() {
        if byte.is_ascii_graphic() && !b"\"<>\\^`{|}".contains(&byte) {
            whole.push(byte as char);
        } else {
            let _ = write!(whole, "%{byte:02X}");
        }
    }
    Ok(whole)
}

/// A name for the file, without its ending: of letters, digits and hyphens, whatever the address says.
pub fn name(url: &str) -> String {
    let path = url.split_once("//").and_then(|(_, rest)| rest.split_once('/')).map_or("", |(_, path)| path);
    let path = path.split('?').next().unwrap_or(path);
    let mut step = path.rsplit('/').find(|step| !step.is_empty()).unwrap_or_default().to_owned();
    for _ in 0..MOST_DECODED {
        step = decoded(&step).into_owned();
    }
    let stem = match step.rsplit_once('.') {
        Some((stem, ending)) if ending.len() <= 5 => stem,
        _ => &step,
    };
    let slug: String = slug(stem).chars().take(LONGEST_NAME).collect();
    let slug = slug.trim_matches('-');
    if slug.is_empty() { "picture".to_owned() } else { slug.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_asked_for_as_it_is_typed() {
        for (typed, asked) in [
            ("https://Example.org/A%2520b.jpg?x=1&y=2#top", "https://example.org/A%2520b.jpg?x=1&y=2"),
            ("//example.org/앰플 1.jpg", "https://example.org/%EC%95%B0%ED%94%8C%201.jpg"),
            ("HTTP://example.org:8080", "http://example.org:8080/"),
            ("http://[2606:4700::1]/a", "http://[2606:4700::1]/a"),
            ("https://example.org?a//b", "https://example.org/?a//b"),
        ] {
            assert_eq!(whole(typed).as_deref(), Ok(asked));
        }
        for refused in [
            "ftp://example.org/a.jpg",
            "file:///etc/passwd",
            "data:image/png;base64,AAAA",
            "javascript:alert(1)//x",
            "https://me:secret@example.org/a.jpg",
            "https:///a.jpg",
            "https://:80/a.jpg",
            "https://예.example/a.jpg",
            "https://a b/c",
            "https:a.jpg",
        ] {
            assert!(whole(refused).is_err(), "{refused}");
        }
    }

    #[test]
    fn a_name_holds_nothing_that_leads_elsewhere() {
        for (url, wanted) in [
            ("https://example.org/photos/Dropper_Bottle.final.JPEG?w=300", "dropper-bottle-final"),
            ("https://example.org/a%2520b%2520c.jpg", "a-b-c"),
            ("https://example.org/%252e%252e%252fetc%252fpasswd", "etc-passwd"),
            ("https://example.org/%EC%95%B0%ED%94%8C.jpg", "앰플"),
            ("https://example.org/", "picture"),
            ("https://example.org/...", "picture"),
            ("https://example.org/x/", "x"),
        ] {
            assert_eq!(name(url), wanted);
        }
        assert_eq!(name(&format!("https://example.org/{}.jpg", "a".repeat(300))).len(), LONGEST_NAME);
    }
}
