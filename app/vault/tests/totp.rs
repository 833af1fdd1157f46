//! One-time passwords: the vectors of RFC 6238 and of the protocol note.
#![expect(clippy::unwrap_used, reason = "tests say what they expect")]

use proptest::prelude::*;
use vault::item::{Totp, TotpError};

fn code(text: &str, at: u64) -> String {
    Totp::parse(text).unwrap().code(at).to_string()
}

#[test]
fn vectors_of_rfc_6238() {
    let sha1 = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
    let sha256 = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZA";
    let sha512 = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZDGNA";
    let vectors = [
        (59, "94287082", "46119246", "90693936"),
        (1_111_111_109, "07081804", "68084774", "25091201"),
        (1_111_111_111, "14050471", "67062674", "99943326"),
        (1_234_567_890, "89005924", "91819424", "93441116"),
        (2_000_000_000, "69279037", "90698825", "38618901"),
        (20_000_000_000, "65353130", "77737706", "47863826"),
    ];
    for (at, one, two, five) in vectors {
        assert_eq!(code(&format!("otpauth://totp/x?secret={sha1}&digits=8"), at), one);
        assert_eq!(code(&format!("otpauth://totp/x?secret={sha256}&digits=8&algorithm=SHA256"), at), two);
        assert_eq!(code(&format!("otpauth://totp/x?digits=8&algorithm=sha-512&secret={sha512}"), at), five);
    }
}

#[test]
fn vectors_of_the_protocol_note() {
    assert_eq!(code("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", 59), "287082");
    assert_eq!(code("JBSWY3DPEHPK3PXP", 1_700_000_000), "324550");
}

#[test]
fn a_secret_is_read_as_people_type_it() {
    for text in [
        "jbsw y3dp ehpk 3pxp",
        " JBSWY3DPEHPK3PXP ",
        "JBSWY3DP-EHPK3PXP",
        "JBSWY3DPEHPK3PXP====",
        "OTPAUTH://TOTP/Example:alice?issuer=Example&secret=jbswy3dpehpk3pxp%3D&period=30",
    ] {
        assert_eq!(code(text, 1_700_000_000), "324550", "{text}");
    }
}

#[test]
fn periods_and_digits() {
    let totp = Totp::parse("otpauth://totp/x?secret=JBSWY3DPEHPK3PXP&period=60&digits=7").unwrap();
    assert_eq!((totp.period(), totp.digits(), totp.remaining(61)), (60, 7, 59));
    assert_eq!(totp.code(0).len(), 7);
    assert_eq!(totp.code(0), totp.code(59));
    assert_ne!(totp.code(0), totp.code(60));
}

#[test]
fn steam_has_its_own_alphabet() {
    let steam = code("steam://JBSWY3DPEHPK3PXP", 1_700_000_000);
    assert_eq!(steam.len(), 5);
    assert!(steam.chars().all(|character| "23456789BCDFGHJKMNPQRTVWXY".contains(character)), "{steam}");
    // The same number, in base 26 and in decimal digits.
    let number = code("otpauth://totp/x?secret=JBSWY3DPEHPK3PXP&digits=10", 1_700_000_000).parse::<u64>().unwrap();
    let value = steam.chars().rev().fold(0, |value, character| value * 26 + "23456789BCDFGHJKMNPQRTVWXY".find(character).unwrap() as u64);
    assert_eq!(value, number % 26_u64.pow(5));
    assert_eq!(code("otpauth://totp/Steam:alice?secret=JBSWY3DPEHPK3PXP&issuer=Steam&digits=5", 1_700_000_000), steam);
}

#[test]
fn what_makes_no_codes_is_refused() {
    let refused = [
        ("", TotpError::Key),
        ("not base32!", TotpError::Key),
        ("JBSWY1", TotpError::Key),
        ("otpauth://totp/x", TotpError::Key),
        ("otpauth://totp/x?issuer=a", TotpError::Key),
        ("otpauth://hotp/x?secret=JBSWY3DPEHPK3PXP&counter=1", TotpError::Unsupported),
        ("otpauth://totp/x?secret=JBSWY3DPEHPK3PXP&algorithm=MD5", TotpError::Unsupported),
        ("otpauth://totp/x?secret=JBSWY3DPEHPK3PXP&digits=0", TotpError::Parameters),
        ("otpauth://totp/x?secret=JBSWY3DPEHPK3PXP&digits=11", TotpError::Parameters),
        ("otpauth://totp/x?secret=JBSWY3DPEHPK3PXP&period=0", TotpError::Parameters),
        ("otpauth://totp/x?secret=JBSWY3DPEHPK3PXP&period=x", TotpError::Parameters),
        ("steam://", TotpError::Key),
    ];
    for (text, error) in refused {
        assert_eq!(Totp::parse(text).map(|_| ()), Err(error), "{text}");
    }
}

proptest! {
    #[test]
    fn the_parser_survives_anything(text in "(otpauth://totp/|steam://|)\\PC{0,60}", at: u64) {
        if let Ok(totp) = Totp::parse(&text) {
            prop_assert_eq!(totp.code(at).len(), usize::try_from(totp.digits()).unwrap());
        }
    }
}
