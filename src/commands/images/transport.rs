//! An address -> the bytes behind it, or why there are none.
//!
//! The door of the HTTP client. Whatever is asked for, at first or by a redirect, is resolved once, refused unless all its
//! addresses are public, and connected to at one of these very addresses; proxies of the environment are not used, as they
//! would resolve names by themselves. Must not know: what the bytes are, where they go.

use super::limits::Limits;
use super::public::is_public;
use std::fmt;
use std::io::Read;
use std::net::SocketAddr;
use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};
use ureq::{Agent, Error};

/// Asks servers for pictures.
pub struct Client {
    agent: Agent,
    limits: Limits,
}

impl Client {
    /// A client within limits.
    pub fn new(limits: Limits) -> Self {
        let config = Agent::config_builder()
            .proxy(None)
            .max_redirects(limits.redirects)
            .timeout_global(Some(limits.time))
            .user_agent(concat!("diptych/", env!("CARGO_PKG_VERSION")))
            .accept("image/avif,image/webp,image/png,image/jpeg,image/*;q=0.8")
            .build();
        let resolver = Checked { inner: DefaultResolver::default(), besides: limits.besides };
        Self { agent: Agent::with_parts(config, DefaultConnector::default(), resolver), limits }
    }

    /// The bytes behind a whole address.
    ///
    /// # Errors
    /// Why there are none, in words that follow "it was not brought in:".
    pub fn get(&self, url: &str) -> Result<Vec<u8>, String> {
        // Whoever asked for it encrypted gets it encrypted on all ways that it leads.
        let request = self.agent.get(url).config().https_only(url.starts_with("https:")).build();
        let mut response = request.call().map_err(|error| self.reason(&error))?;
        if let Some(other) = response.body().mime_type().filter(|name| !may_be_picture(name)) {
            return Err(format!("the server says that it is no picture but `{other}`"));
        }
        let mut bytes = Vec::new();
        let mut body = response.body_mut().as_reader().take(self.limits.bytes + 1);
        body.read_to_end(&mut bytes).map_err(|error| self.reason(&Error::from(error)))?;
        if bytes.len() as u64 > self.limits.bytes {
            return Err(format!("it has more than {} MB", self.limits.bytes / 1_000_000));
        }
        Ok(bytes)
    }

    fn reason(&self, error: &Error) -> String {
        match error {
            Error::StatusCode(404 | 410) => "there is nothing at that address any more".to_owned(),
            Error::StatusCode(code) => format!("the server answers {code}"),
            Error::Timeout(_) => format!("it takes longer than {} s", self.limits.time.as_secs_f32()),
            Error::TooManyRedirects => {
                format!("the address leads on more than {} times", self.limits.redirects)
            }
            Error::RequireHttpsOnly(_) => {
                "the address leads on from https to http, where anybody on the way could change it".to_owned()
            }
            Error::HostNotFound => "there is no such host".to_owned(),
            Error::Io(cause) => format!("the connection failed or broke off: {cause}"),
            Error::Other(cause) => cause.to_string(),
            other => other.to_string(),
        }
    }
}

/// Whether a server may mean a picture by this type of content.
fn may_be_picture(media_type: &str) -> bool {
    let name = media_type.to_ascii_lowercase();
    name.starts_with("image/") || matches!(&*name, "application/octet-stream" | "binary/octet-stream")
}

/// Resolves a name once, and refuses it unless it leads to public servers alone.
#[derive(Debug)]
struct Checked {
    inner: DefaultResolver,
    besides: Option<SocketAddr>,
}

impl Resolver for Checked {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, Error> {
        let refuse = |reason: String| Err(Error::Other(Box::new(Refused(reason))));
        if uri.authority().is_some_and(|authority| authority.as_str().contains('@')) {
            return refuse("the address has a name or a password in it".to_owned());
        }
        let found = self.inner.resolve(uri, config, timeout)?;
        match found.iter().find(|found| !is_public(found.ip()) && self.besides != Some(**found)) {
            Some(_) => refuse(format!(
                "the address leads to `{}`, which is no server that everybody reaches",
                uri.host().unwrap_or_default()
            )),
            None => Ok(found),
        }
    }
}

/// Why a server is not asked.
#[derive(Debug)]
struct Refused(String);

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Refused {}
