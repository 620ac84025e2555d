//! Markup that is read away from its page: every address in it made whole.
//!
//! Reads finished HTML tag by tag and changes the values of attributes that hold addresses. Must not know: pages.

/// Attributes whose value is one address.
const ADDRESSES: [&str; 7] = ["href", "src", "poster", "cite", "data", "action", "xlink:href"];
/// Attributes whose value is a list of addresses with sizes.
const LISTS: [&str; 2] = ["srcset", "imagesrcset"];

/// `html` with addresses that hold anywhere; `page` is the whole address it was written for.
pub fn absolute(html: &str, page: &str) -> String {
    let mut out = String::with_capacity(html.len() + html.len() / 8);
    let mut rest = html;
    while let Some(open) = rest.find('<') {
        out.push_str(&rest[..open]);
        rest = &rest[open..];
        let end = if let Some(comment) = rest.strip_prefix("<!--") {
            comment.find("-->").map_or(rest.len(), |at| at + 7)
        } else if rest[1..].starts_with(|c: char| c.is_ascii_alphabetic()) {
            let end = tag_end(rest);
            tag(&rest[..end], page, &mut out);
            rest = &rest[end..];
            continue;
        } else {
            1
        };
        out.push_str(&rest[..end]);
        rest = &rest[end..];
    }
    out.push_str(rest);
    out
}

/// Where the tag at the start of `text` ends: behind a `>` that stands in no quotes.
fn tag_end(text: &str) -> usize {
    let mut quote = None;
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (None, '>') => return at + 1,
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), c) if open == c => quote = None,
            _ => {}
        }
    }
    text.len()
}

/// Copies a tag, with its addresses made whole.
fn tag(tag: &str, page: &str, out: &mut String) {
    let mut rest = tag;
    while let Some(equals) = rest.find('=') {
        let name = rest[..equals].trim_end().rsplit(|c: char| c.is_whitespace() || c == '/').next();
        let name = name.unwrap_or_default().to_ascii_lowercase();
        let behind = rest[equals + 1..].trim_start();
        let start = rest.len() - behind.len();
        let (value, quoted) = match behind.chars().next() {
            Some(quote @ ('"' | '\'')) => {
                let inside = &behind[1..];
                (&inside[..inside.find(quote).unwrap_or(inside.len())], 1)
            }
            _ => (&behind[..behind.find(|c: char| c.is_whitespace() || c == '>').unwrap_or(behind.len())], 0),
        };
        let start = start + quoted;
        out.push_str(&rest[..start]);
        if ADDRESSES.contains(&name.as_str()) {
            out.push_str(&whole(value, page));
        } else if LISTS.contains(&name.as_str()) {
            out.push_str(&list(value, page));
        } else {
            out.push_str(value);
        }
        rest = &rest[start + value.len()..];
        if quoted == 1 && !rest.is_empty() {
            out.push_str(&rest[..1]);
            rest = &rest[1..];
        }
    }
    out.push_str(rest);
}

/// `a.jpg 1x, b.jpg 2x`
fn list(value: &str, page: &str) -> String {
    let mut candidates = Vec::new();
    let mut rest = value.trim_start_matches(is_between);
    while !rest.is_empty() {
        // An address may have commas in it, but for its end.
        let (address, behind) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
        let (size, next) = match address.strip_suffix(',') {
            Some(_) => ("", behind),
            None => behind.split_once(',').unwrap_or((behind, "")),
        };
        let address = whole(address.trim_end_matches(','), page);
        candidates.push(format!("{address} {}", size.trim()).trim_end().to_owned());
        rest = next.trim_start_matches(is_between);
    }
    candidates.join(", ")
}

/// Whether a character stands between the pictures of a list (HTML, "Parsing a srcset attribute").
fn is_between(c: char) -> bool {
    c == ',' || c.is_whitespace()
}

/// An address as it stands in a page, whole (RFC 3986, section 5.2).
fn whole(address: &str, page: &str) -> String {
    let (scheme, rest) = page.split_once("://").unwrap_or(("https", page));
    let host = rest.split('/').next().unwrap_or_default();
    let page = page.split(['?', '#']).next().unwrap_or(page);
    let address = address.trim();
    if has_scheme(address) {
        return address.to_owned();
    }
    if address.starts_with("//") {
        return format!("{scheme}:{address}");
    }
    if address.is_empty() || address.starts_with(['#', '?']) {
        return format!("{page}{address}");
    }
    let tail = address.find(['?', '#']).unwrap_or(address.len());
    let (path, tail) = address.split_at(tail);
    let own = &page[(scheme.len() + 3 + host.len()).min(page.len())..];
    let folder =
        if path.starts_with('/') { "" } else { own.rsplit_once('/').map_or("", |(folder, _)| folder) };
    let mut steps: Vec<&str> = folder.split('/').filter(|step| !step.is_empty()).collect();
    for step in path.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop();
            }
            step => steps.push(step),
        }
    }
    let last = if !steps.is_empty() && (path.ends_with(['/']) || path.ends_with("..")) { "/" } else { "" };
    format!("{scheme}://{host}/{}{last}{tail}", steps.join("/"))
}

/// RFC 3986, section 3.1.
fn has_scheme(address: &str) -> bool {
    address.split_once(':').is_some_and(|(scheme, _)| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "https://example.org/guides/a/";

    #[test]
    fn addresses_hold_anywhere() {
        for (address, wanted) in [
            ("/tags/b/?x=1#y", "https://example.org/tags/b/?x=1#y"),
            ("/", "https://example.org/"),
            ("#source-1", "https://example.org/guides/a/#source-1"),
            ("", PAGE),
            ("b.jpg", "https://example.org/guides/a/b.jpg"),
            ("../b/", "https://example.org/guides/b/"),
            ("../../../x", "https://example.org/x"),
            ("..", "https://example.org/guides/"),
            ("//cdn.example/x", "https://cdn.example/x"),
            ("mailto:a@b.c", "mailto:a@b.c"),
            ("https://else.example/a/../b", "https://else.example/a/../b"),
        ] {
            assert_eq!(whole(address, PAGE), wanted, "{address}");
        }
    }

    #[test]
    fn lists_of_pictures_may_be_written_without_blanks() {
        let list = |value| list(value, PAGE);
        let both = "https://example.org/a.svg 1x, https://example.org/b.svg 2x";
        assert_eq!(list("/a.svg 1x,/b.svg 2x"), both);
        assert_eq!(list(" /a.svg 1x , /b.svg  2x,"), both);
        assert_eq!(list("/a,b.svg, /c.svg 2x"), "https://example.org/a,b.svg, https://example.org/c.svg 2x");
        assert_eq!(list(""), "");
    }

    #[test]
    fn only_addresses_in_tags_change() {
        let html = "a href=\"/x\" <a class=x title=\"href='/y'\" HREF = '/z'>1 < 2</a><!-- <a href=\"/c\"> -->\
                    <img src=/p.jpg srcset=\"/p.jpg 1x, /q.jpg 2x\" alt=\"a > b\"><br/>";
        assert_eq!(
            absolute(html, PAGE),
            "a href=\"/x\" <a class=x title=\"href='/y'\" HREF = 'https://example.org/z'>1 < 2</a>\
             <!-- <a href=\"/c\"> --><img src=https://example.org/p.jpg srcset=\"https://example.org/p.jpg 1x, \
             https://example.org/q.jpg 2x\" alt=\"a > b\"><br/>"
        );
        for broken in ["<a href=\"/x", "<a href=", "<", "<!-- x", "<a =>", "<a href='é"] {
            absolute(broken, PAGE);
        }
    }
}
