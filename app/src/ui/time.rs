use crate::i18n::t;

/// Times are whole microseconds since 1970, UTC.
pub const MICROS_PER_SECOND: i64 = 1_000_000;

const MINUTE: i64 = 60 * MICROS_PER_SECOND;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;
const WEEK: i64 = 7 * DAY;

/// The browser's clock.
#[expect(clippy::cast_possible_truncation, reason = "milliseconds of this age fit into 63 bits with room to spare")]
pub fn now_micros() -> i64 {
    js_sys::Date::now() as i64 * 1_000
}

/// How long ago, or in how long: "12 min ago". From four weeks on, the date says more.
pub fn relative(at: i64, now: i64, offset_minutes: i32) -> String {
    let texts = &t().ui;
    let gap = now.saturating_sub(at);
    let size = gap.unsigned_abs();
    let count = |unit: i64| size / unit.unsigned_abs();
    let past = gap >= 0;
    if size < MINUTE.unsigned_abs() {
        return texts.just_now.to_owned();
    }
    if size < HOUR.unsigned_abs() {
        return if past { texts.minutes_ago(count(MINUTE)) } else { texts.in_minutes(count(MINUTE)) };
    }
    if size < DAY.unsigned_abs() {
        return if past { texts.hours_ago(count(HOUR)) } else { texts.in_hours(count(HOUR)) };
    }
    if size < 2 * DAY.unsigned_abs() {
        return if past { texts.yesterday } else { texts.tomorrow }.to_owned();
    }
    if past && (2 * WEEK..4 * WEEK).contains(&gap) {
        return texts.weeks_ago(count(WEEK));
    }
    if size < 4 * WEEK.unsigned_abs() {
        return if past { texts.days_ago(count(DAY)) } else { texts.in_days(count(DAY)) };
    }
    Civil::from_micros(at, offset_minutes).date()
}

/// Date and time of day in the zone that is `offset_minutes` ahead of UTC: "24 Nov 2026, 05:57 UTC+1".
pub fn exact(at: i64, offset_minutes: i32) -> String {
    let civil = Civil::from_micros(at, offset_minutes);
    t().ui.date_time(&civil.date(), &civil.time(), &zone(offset_minutes))
}

fn zone(offset_minutes: i32) -> String {
    let (hours, minutes) = (offset_minutes.abs() / 60, offset_minutes.abs() % 60);
    let sign = if offset_minutes < 0 { '−' } else { '+' };
    match (hours, minutes) {
        (0, 0) => "UTC".to_owned(),
        (hours, 0) => format!("UTC{sign}{hours}"),
        (hours, minutes) => format!("UTC{sign}{hours}:{minutes:02}"),
    }
}

struct Civil {
    year: i64,
    /// From 1.
    month: i64,
    day: i64,
    second_of_day: i64,
}

impl Civil {
    /// Days to year, month and day in the proleptic Gregorian calendar, with years that begin in March
    /// (Hinnant, "chrono-compatible low-level date algorithms").
    fn from_micros(at: i64, offset_minutes: i32) -> Self {
        let seconds = at.div_euclid(MICROS_PER_SECOND) + i64::from(offset_minutes) * 60;
        let days = seconds.div_euclid(86_400) + 719_468;
        let era = days.div_euclid(146_097);
        let day_of_era = days.rem_euclid(146_097);
        let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted = (5 * day_of_year + 2) / 153;
        let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
        Self {
            year: year_of_era + era * 400 + i64::from(month <= 2),
            month,
            day: day_of_year - (153 * shifted + 2) / 5 + 1,
            second_of_day: seconds.rem_euclid(86_400),
        }
    }

    fn date(&self) -> String {
        let month = usize::try_from(self.month - 1).ok().and_then(|at| t().ui.months.split(' ').nth(at)).unwrap_or_default();
        t().ui.date(&self.day.to_string(), month, &self.year.to_string())
    }

    fn time(&self) -> String {
        format!("{:02}:{:02}", self.second_of_day / 3_600, self.second_of_day / 60 % 60)
    }
}

#[cfg(test)]
mod tests {
    use super::{Civil, DAY, HOUR, MINUTE, WEEK, exact, relative};
    use crate::i18n::Language;

    /// 2026-11-24 05:57:00 UTC.
    const NOW: i64 = 1_795_499_820 * super::MICROS_PER_SECOND;

    fn ago(gap: i64) -> String {
        relative(NOW - gap, NOW, 0)
    }

    #[test]
    fn the_past_is_told_in_the_largest_unit_that_fits() {
        assert_eq!(ago(0), "just now");
        assert_eq!(ago(12 * MINUTE), "12 min ago");
        assert_eq!(ago(HOUR), "1 h ago");
        assert_eq!(ago(25 * HOUR), "yesterday");
        assert_eq!(ago(2 * DAY), "2 days ago");
        assert_eq!(ago(13 * DAY), "13 days ago");
        assert_eq!(ago(3 * WEEK), "3 weeks ago");
        assert_eq!(ago(30 * DAY), "25 Oct 2026");
    }

    #[test]
    fn the_future_is_told_too() {
        assert_eq!(ago(-5 * MINUTE), "in 5 min");
        assert_eq!(ago(-3 * HOUR), "in 3 h");
        assert_eq!(ago(-DAY), "tomorrow");
        assert_eq!(ago(-6 * DAY), "in 6 days");
    }

    #[test]
    fn exact_times_follow_the_calendar() {
        assert_eq!(exact(0, 0), "1 Jan 1970, 00:00 UTC");
        assert_eq!(exact(NOW, 0), "24 Nov 2026, 05:57 UTC");
        assert_eq!(exact(951_782_400 * super::MICROS_PER_SECOND, 0), "29 Feb 2000, 00:00 UTC");
        assert_eq!(exact(-super::MICROS_PER_SECOND, 0), "31 Dec 1969, 23:59 UTC");
    }

    #[test]
    fn times_are_told_in_the_language_of_the_page() {
        let german = |at: i64| Language::German.during(|| relative(at, NOW, 0));
        assert_eq!(german(NOW - 12 * MINUTE), "vor 12 Min.");
        assert_eq!(german(NOW - 2 * DAY), "vor 2 Tagen");
        assert_eq!(Language::German.during(|| exact(NOW, 60)), "24. Nov. 2026, 06:57 UTC+1");
        for month in 1..=12 {
            let civil = Civil { year: 2026, month, day: 1, second_of_day: 0 };
            assert_eq!(Language::German.during(|| civil.date()).split(' ').filter(|part| !part.is_empty()).count(), 3);
        }
    }

    #[test]
    fn a_zone_moves_the_clock_and_is_named() {
        assert_eq!(exact(NOW, 60), "24 Nov 2026, 06:57 UTC+1");
        assert_eq!(exact(NOW, -390), "23 Nov 2026, 23:27 UTC−6:30");
    }
}
