//! How much may be asked of servers.

use std::net::SocketAddr;
use std::time::Duration;

/// What is asked of a server at most.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// The most bytes of one picture.
    pub bytes: u64,
    /// The longest time for one picture, with all redirects.
    pub time: Duration,
    /// How often an address may lead on to another.
    pub redirects: u32,
    /// A server that is asked although not everybody reaches it: that of a test.
    pub besides: Option<SocketAddr>,
}

impl Default for Limits {
    /// 40 MB, a minute, five redirects, public servers only.
    fn default() -> Self {
        Self { bytes: 40_000_000, time: Duration::from_secs(60), redirects: 5, besides: None }
    }
}
