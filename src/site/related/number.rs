//! A logarithm that is the same on every machine, and rounding to few digits.
//!
//! Must not know: what the numbers stand for.

/// The binary logarithm of a positive number, to about six digits, made of exact operations alone: `f32::log2` may
/// differ between platforms, and so might a ranking.
///
/// With `x = m * 2^e` and `s = (m - 1) / (m + 1)`: `log2 x = e + 2 / ln 2 * (s + s^3/3 + s^5/5 + ...)`.
pub fn log2(x: f32) -> f32 {
    let bits = x.to_bits();
    let exponent = ((bits >> 23) as i32 - 127) as f32;
    let mantissa = f32::from_bits((bits & 0x007f_ffff) | 0x3f80_0000);
    let s = (mantissa - 1.0) / (mantissa + 1.0);
    let q = s * s;
    exponent
        + 2.0 * std::f32::consts::LOG2_E * s * (1.0 + q * (1.0 / 3.0 + q * (0.2 + q * (1.0 / 7.0 + q / 9.0))))
}

/// A number of which only the leading one and the `bits` binary digits behind it are kept: what is nearly the same is then the
/// same, and whoever uses it need not look again.
pub fn coarse(x: f32, bits: u32) -> f32 {
    f32::from_bits(x.to_bits() & (u32::MAX << (23 - bits)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_the_logarithm() {
        for x in [1.0_f32, 1.5, 1.999, 2.0, 3.0, 10.0, 1234.5, 1e6, 0.3] {
            assert!((log2(x) - x.log2()).abs() < 1e-5, "{x}: {} {}", log2(x), x.log2());
        }
    }

    #[test]
    fn coarse_numbers_have_few_digits() {
        assert_eq!(
            [2.0, 3.0, 4.0, 5.0, 6.0, 7.9, 8.0, 100.0].map(|x| coarse(x, 1)),
            [2.0, 3.0, 4.0, 4.0, 6.0, 6.0, 8.0, 96.0]
        );
        assert_eq!(coarse(0.0, 3), 0.0);
    }
}
