//! What stands for `transport` in a program that was made without a network.

use super::limits::Limits;

/// Asks nobody.
pub struct Client;

impl Client {
    /// A client that refuses.
    pub fn new(_limits: Limits) -> Self {
        Self
    }

    /// Refuses.
    ///
    /// # Errors
    /// Always.
    pub fn get(&self, _url: &str) -> Result<Vec<u8>, String> {
        Err("this program was made without the feature `fetch`".to_owned())
    }
}
