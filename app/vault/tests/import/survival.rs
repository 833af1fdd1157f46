//! No importer panics, whatever it gets, and no error says what it got.

use proptest::{collection::vec, prelude::*, sample::Index};
use vault::import::{Format, ImportError, Limits, Options, Report, preview};

use crate::{
    samples::SAMPLES,
    support::{read_with, sample},
};

fn quick(format: Option<Format>) -> Options<'static> {
    Options { format, limits: Limits { rows: 200, ..Limits::default() }, ..Options::default() }
}

fn check(result: &Result<Report, ImportError>) {
    let said = match result {
        Ok(report) => format!("{report:?} {}", report.problems.iter().map(ToString::to_string).collect::<String>()),
        Err(error) => format!("{error:?} {error}"),
    };
    assert!(!said.contains("CANARY"), "{said}");
}

fn try_all(bytes: &[u8]) {
    let _ = preview(bytes, &Limits::default());
    check(&read_with(bytes, &quick(None)));
    for format in Format::ALL {
        check(&read_with(bytes, &quick(Some(*format))));
    }
}

/// A change of a valid file: cut, repeated or removed pieces, other bytes.
fn mutate(mut bytes: Vec<u8>, edits: &[(Index, Index, u8)]) -> Vec<u8> {
    for (from, to, edit) in edits {
        if bytes.is_empty() {
            break;
        }
        let (from, to) = (from.index(bytes.len()), to.index(bytes.len()));
        let (from, to) = (from.min(to), from.max(to));
        match edit % 5 {
            0 => bytes.truncate(to),
            1 => drop(bytes.drain(from..to.min(from + 30))),
            2 => {
                let piece = bytes[from..to.min(from + 200)].to_vec();
                bytes.splice(from..from, piece);
            }
            3 => bytes[from] = b"\"'<>{}[],:;\\\0\n|$&"[usize::from(*edit) % 17],
            _ => bytes[from] = *edit,
        }
    }
    bytes
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn arbitrary_bytes(bytes in vec(any::<u8>(), 0..2000)) {
        try_all(&bytes);
    }

    #[test]
    fn arbitrary_text(text in "\\PC{0,400}") {
        try_all(text.as_bytes());
    }

    #[test]
    fn text_that_looks_like_a_table(text in "([a-zA-Z ]{0,8}[,;\t\"]){0,12}\n(([a-z\"|$:{}\\[\\]./]{0,9}[,;\t\n]){0,40})") {
        try_all(text.as_bytes());
    }

    #[test]
    fn text_that_looks_like_json(text in "[\\[{](\"(items|records|type|data|fields|value|login|vaults|[a-z]{1,5})\"[:,]|[\\[\\]{}:,0-9]|null|true){0,60}") {
        try_all(text.as_bytes());
    }

    #[test]
    fn text_that_looks_like_xml(text in "<(/?(KeePassFile|Root|Group|Entry|String|Key|Value|card|field|entry|database|root)( [a-z]{1,4}=\"[a-z&;#0-9]{0,5}\")?/?>|[a-z&;#]{0,5}|<|<!\\[CDATA\\[|\\]\\]>){0,60}") {
        try_all(text.as_bytes());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn changed_samples(which: Index, edits in vec((any::<Index>(), any::<Index>(), any::<u8>()), 1..12)) {
        let (path, format) = SAMPLES[which.index(SAMPLES.len())];
        let bytes = mutate(sample(path), &edits);
        let _ = preview(&bytes, &Limits::default());
        check(&read_with(&bytes, &quick(None)));
        check(&read_with(&bytes, &quick(Some(format))));
    }

    #[test]
    fn a_sample_read_as_another_format(which: Index, format: Index) {
        let (path, _) = SAMPLES[which.index(SAMPLES.len())];
        check(&read_with(&sample(path), &quick(Some(Format::ALL[format.index(Format::ALL.len())]))));
    }
}
