use crate::model::time::Micros;
use jiff::Timestamp;

/// A moment in the protocol's form: RFC 3339 in UTC.
pub(super) fn text(at: Micros) -> String {
    Timestamp::from_microsecond(at.0).unwrap_or(Timestamp::UNIX_EPOCH).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_survives_the_way_there_and_back() {
        let at = Micros(1_700_000_000_123_456);
        assert_eq!(text(at), "2023-11-14T22:13:20.123456Z");
        assert_eq!(Micros::parse(&text(at)), Some(at));
        assert_eq!(Micros::parse("2023-11-14T22:13:20.123Z"), Some(Micros(1_700_000_000_123_000)));
        assert_eq!(Micros::parse("yesterday"), None);
    }
}
