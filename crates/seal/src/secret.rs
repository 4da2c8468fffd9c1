//! What every secret type shares: a `Debug` that shows nothing.

/// Implements `Debug` as the type's name alone, so that secrets may stand in structures that are printed.
macro_rules! redacted {
    ($($name:ident),* $(,)?) => {$(
        impl core::fmt::Debug for $name {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.write_str(concat!(stringify!($name), "(secret)"))
            }
        }
    )*};
}

pub(crate) use redacted;
