use zeroize::Zeroizing;

use crate::Error;

/// Makes `N` random bytes with the generator of the operating system or the browser.
pub(crate) fn make_bytes<const N: usize>() -> Result<Zeroizing<[u8; N]>, Error> {
    let mut bytes = Zeroizing::new([0; N]);
    getrandom::fill(bytes.as_mut_slice()).map_err(|_| Error::Platform)?;
    Ok(bytes)
}
