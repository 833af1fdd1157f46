/// Writes seconds since 1970 as ISO 8601 in UTC, the protocol's form of dates. None outside the years 1 to 9999.
pub fn from_seconds(seconds: i64) -> Option<String> {
    from_micros(seconds.checked_mul(1_000_000)?)
}

/// Writes microseconds since 1970 as ISO 8601 in UTC with milliseconds. None outside the years 1 to 9999.
pub fn from_micros(micros: i64) -> Option<String> {
    let (seconds, millis) = (micros.div_euclid(1_000_000), micros.rem_euclid(1_000_000) / 1000);
    let (days, of_day) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    let (year, month, day) = civil(days);
    let (hour, minute, second) = (of_day / 3600, of_day / 60 % 60, of_day % 60);
    (1..=9999).contains(&year).then(|| format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{millis:03}Z"))
}

/// The civil date of a day counted from 1970-01-01. The year is taken to begin in March, so that the leap day is its
/// last, and to lie in an era of 400 years, which have 146,097 days.
fn civil(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let (era, of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year, month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates() {
        assert_eq!(from_seconds(0).unwrap(), "1970-01-01T00:00:00.000Z");
        assert_eq!(from_seconds(951_782_400).unwrap(), "2000-02-29T00:00:00.000Z");
        assert_eq!(from_seconds(1_700_000_000).unwrap(), "2023-11-14T22:13:20.000Z");
        assert_eq!(from_micros(-1_000).unwrap(), "1969-12-31T23:59:59.999Z");
        assert_eq!(from_seconds(i64::MAX), None);
        assert_eq!(from_seconds(-99_999_999_999), None);
    }
}
