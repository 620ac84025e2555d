//! `affiliates:` of the site: hosts that pay for links, and what readers are told about it.

use super::body::Body;
use super::fields::Fields;
use super::log::Log;
use super::markdown::Found;
use super::product::rich_text;
use super::yaml::Node;
use crate::diagnostics::catalogue::fields as problem;

/// Hosts that pay for links.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Affiliates {
    /// The hosts, without `www.`; hosts below them count too.
    pub hosts: Vec<String>,
    /// What a page with such a link says above it.
    pub disclosure: Body,
}

/// Reads `affiliates: {hosts: [shop.example], disclosure: ...}`.
pub fn read(node: &Node, file: &str, found: &mut Found, log: &mut Log) -> Option<Affiliates> {
    let mut fields = Fields::of(node, "`affiliates`", log)?;
    let hosts = fields.texts("hosts", log);
    let disclosure = fields.required_text("disclosure", log);
    fields.finish(log);
    for host in hosts.iter().filter(|host| !is_host(host)) {
        log.push(problem::bad_host(log.span(host.range), host));
    }
    let hosts = hosts.iter().map(|host| host.trim_start_matches("www.").to_lowercase()).collect();
    let disclosure = disclosure.map(|text| rich_text(&text, file, found, log)).unwrap_or_default();
    Some(Affiliates { hosts, disclosure })
}

/// Whether a text is the name of a host, in letters of any script. What is none would match no link.
fn is_host(text: &str) -> bool {
    let is_part =
        |part: &str| !part.is_empty() && part.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'));
    text.split('.').all(is_part)
}

impl Affiliates {
    /// Whether an address leads to one of the hosts.
    pub fn pay_for(&self, url: &str) -> bool {
        self.pay_at(host(url))
    }

    /// Whether a host is one of theirs, or below one.
    pub fn pay_at(&self, host: &str) -> bool {
        // Most sites have none, and many links.
        if self.hosts.is_empty() {
            return false;
        }
        let host = host.to_lowercase();
        let below =
            |known: &String| host.strip_suffix(known.as_str()).is_some_and(|rest| rest.ends_with('.'));
        self.hosts.iter().any(|known| host == *known || below(known))
    }
}

/// The host of a web address; empty for all else.
pub fn host(url: &str) -> &str {
    let rest = url.split_once("//").map_or("", |(_, rest)| rest);
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority.rsplit('@').next().unwrap_or_default();
    host.split(':').next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_below_a_host_pay_too_and_others_do_not() {
        let site = Affiliates { hosts: vec!["shop.example".to_owned()], disclosure: Body::default() };
        for url in [
            "https://shop.example/x",
            "http://WWW.Shop.example",
            "//go.shop.example?a=b",
            "https://u@shop.example:8/",
        ] {
            assert!(site.pay_for(url), "{url}");
        }
        for url in [
            "https://myshop.example/",
            "https://example/shop.example",
            "mailto:a@shop.example",
            "/shop.example",
        ] {
            assert!(!site.pay_for(url), "{url}");
        }
    }
}
