//! What stands for `codec` in a program that was made without codecs: no photo has any form but itself.

use super::header::Raster;

/// No form is made, so none has a version.
pub const VERSION: &str = "";

/// Makes nothing.
///
/// # Errors
/// None.
pub fn encode(_raster: &Raster, _bytes: &[u8]) -> Result<Vec<Vec<u8>>, String> {
    Ok(Vec::new())
}

/// Cannot tell.
///
/// # Errors
/// None.
pub fn looks(_raster: &Raster, _bytes: &[u8]) -> Result<Option<u64>, String> {
    Ok(None)
}
