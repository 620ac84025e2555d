//! Which host is this machine, by a name that nobody else can give an address: the one that requests to the preview may name.
//!
//! A page of somebody else's may have its own host name lead to this machine ("DNS rebinding") and would then be allowed
//! to read what is served. Its requests still name its own host. Must not know: what is asked for.

use std::net::IpAddr;

/// Whether a `Host` header, or the host of a URL, names this machine: `localhost`, a name below it, or a loopback address; on
/// any port, since a port may be forwarded.
pub fn is_ours(host: &str) -> bool {
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) && !name.ends_with(':') => name,
        _ => host,
    };
    let name = name.to_ascii_lowercase();
    let address = name.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(&name);
    match address.parse::<IpAddr>() {
        Ok(address) => address.is_loopback(),
        Err(_) => name == "localhost" || name.ends_with(".localhost"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_machine_and_no_other() {
        for host in [
            "localhost",
            "LocalHost:4000",
            "127.0.0.1:4000",
            "127.0.0.1",
            "[::1]:4000",
            "[::1]",
            "a.localhost:1",
        ] {
            assert!(is_ours(host), "{host}");
        }
        for host in [
            "",
            "example.org",
            "example.org:4000",
            "localhost.example.org",
            "notlocalhost",
            "127.0.0.1.example.org",
            "192.168.1.5:4000",
            "0.0.0.0:4000",
            "[::]:4000",
            "localhost@example.org",
            "localhost:4000:80",
        ] {
            assert!(!is_ours(host), "{host}");
        }
    }
}
