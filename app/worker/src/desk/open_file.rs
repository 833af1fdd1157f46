use std::collections::HashSet;

use vault::{
    Platform, SymmetricKey, Zeroizing, fold,
    import::{Format, ImportError, Imported, Limits, Options, Report, Target, file_hash, import, preview},
    item::{Item, Secret},
};
use worker::{Face, Failure, ImportAnswer, RowView, Summary, TableView};

use super::{held::marks_of, plan::Plan};

/// So many problems are told one by one, and so many folders.
const TOLD: usize = 500;

/// A file, and what came out of it.
pub struct OpenFile {
    bytes: Zeroizing<Vec<u8>>,
    key_file: Option<Zeroizing<Vec<u8>>>,
    pub(super) items: Vec<Imported>,
    /// For each item, whether the same one is further up.
    twice: Vec<bool>,
    pub(super) plan: Option<Plan>,
}

/// How to read the file.
pub struct Reading<'a> {
    pub format: Option<Format>,
    pub password: Option<Secret>,
    pub columns: Option<Vec<Target>>,
    /// For exports that only the account itself opens.
    pub owners: Vec<&'a SymmetricKey>,
}

impl OpenFile {
    pub fn new(bytes: Zeroizing<Vec<u8>>, key_file: Option<Zeroizing<Vec<u8>>>) -> Self {
        Self { bytes, key_file, items: Vec::new(), twice: Vec::new(), plan: None }
    }

    /// Lower-case hex SHA-256.
    pub fn hash(&self) -> String {
        file_hash(&self.bytes)
    }

    /// Reads the file, again if it was read before.
    pub async fn read<P: Platform>(&mut self, platform: &P, reading: Reading<'_>) -> Result<Summary, Failure> {
        (self.items, self.twice, self.plan) = (Vec::new(), Vec::new(), None);
        let Reading { format, password, columns, owners } = reading;
        let options = Options { format, password, key_file: self.key_file.clone(), owners, columns, limits: Limits::default() };
        let report = match import(platform, &self.bytes, &options).await {
            Ok(report) => report,
            Err(ImportError::Unrecognized) => return self.unknown_table().ok_or(Failure::File(ImportError::Unrecognized)),
            Err(error) => return Err(Failure::File(error)),
        };
        let mut seen = HashSet::new();
        self.twice = report.items.iter().map(|imported| !seen.insert(imported.item.content_hash())).collect();
        let summary = self.summary(&report);
        self.items = report.items;
        Ok(summary)
    }

    fn summary(&self, report: &Report) -> Summary {
        let rows: HashSet<usize> = report.items.iter().map(|imported| imported.row).collect();
        let lost: HashSet<usize> = report.problems.iter().map(|problem| problem.row).filter(|row| *row > 0 && !rows.contains(row)).collect();
        let folders = report.paths();
        Summary {
            format: Some(report.format),
            hash: self.hash(),
            items: number(report.items.len()),
            rows_read: number(report.items.len() + lost.len()),
            not_understood: number(lost.len()),
            kinds: report.counts().into_iter().map(|(kind, count)| (kind.into(), number(count))).collect(),
            twice: self.twice.iter().enumerate().filter(|(_, twice)| **twice).map(|(at, _)| number(at)).collect(),
            problems: report.problems.iter().take(TOLD).cloned().collect(),
            problem_count: number(report.problems.len()),
            folder_count: number(folders.len()),
            folders: folders.into_iter().take(TOLD).collect(),
            table: if report.format == Format::GenericCsv { self.table() } else { None },
        }
    }

    fn table(&self) -> Option<TableView> {
        let preview = preview(&self.bytes, &Limits::default()).ok()?;
        (!preview.columns.is_empty()).then_some(TableView { columns: preview.columns, targets: preview.targets, samples: preview.samples })
    }

    /// A table that nobody knows: its columns can still be named by hand.
    fn unknown_table(&self) -> Option<Summary> {
        let table = self.table()?;
        Some(Summary {
            format: None,
            hash: self.hash(),
            items: 0,
            rows_read: 0,
            not_understood: 0,
            kinds: Vec::new(),
            twice: Vec::new(),
            problems: Vec::new(),
            problem_count: 0,
            folders: Vec::new(),
            folder_count: 0,
            table: Some(table),
        })
    }

    /// Positions of the items that are among known ones.
    pub fn among(&self, known: &HashSet<[u8; 32]>) -> Vec<u32> {
        let is_known = |imported: &Imported| marks_of(&imported.item).any(|mark| known.contains(&mark));
        self.items.iter().enumerate().filter(|(_, imported)| is_known(imported)).map(|(at, _)| number(at)).collect()
    }

    /// Some of the items that have the text in them.
    pub fn rows(&self, search: &str, from: u32, count: u32) -> ImportAnswer {
        let search = fold(search.trim());
        let matching: Vec<u32> = self.items.iter().enumerate().filter(|(_, imported)| has(imported, &search)).map(|(at, _)| number(at)).collect();
        let view = |at: &u32| {
            let place = *at as usize;
            let face = face_of(&self.items.get(place)?.item);
            Some(RowView { at: *at, face, twice: self.twice.get(place).copied().unwrap_or_default() })
        };
        let rows = matching.iter().skip(from as usize).take(count as usize).filter_map(view).collect();
        ImportAnswer::Rows { rows, matching: (from == 0).then_some(matching) }
    }
}

fn has(imported: &Imported, search: &str) -> bool {
    let face = face_of(&imported.item);
    let found = |text: &str| fold(text).contains(search);
    search.is_empty() || [&face.name, &face.username, &face.site].into_iter().any(|text| found(text.as_str())) || imported.folder.as_deref().is_some_and(found)
}

/// What an item looks like from outside.
pub(super) fn face_of(item: &Item) -> Face {
    let login = item.login.as_ref();
    let first = login.and_then(|login| login.uris.first()).and_then(|uri| uri.uri.as_ref());
    Face {
        name: item.name.clone(),
        username: login.and_then(|login| login.username.clone()).unwrap_or_default(),
        site: first.map(|uri| site_of(uri.as_str()).into()).unwrap_or_default(),
        kind: item.kind.into(),
    }
}

/// The host of an address. An address may carry a password before its host, which is not shown.
pub fn site_of(uri: &str) -> &str {
    let rest = uri.split_once("://").map_or(uri, |(_, rest)| rest);
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    authority.rsplit('@').next().unwrap_or_default()
}

/// No file has as many items as a number of 32 bits: the limits stand before.
pub fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
