use super::{
    Format, ImportError, Options, Reason, Report,
    detect::{self, Importer},
    draft::Draft,
    importers::bitwarden_encrypted,
    input::Input,
};
use crate::Platform;

/// An import under way.
pub(crate) struct Run<'a> {
    pub(crate) options: &'a Options<'a>,
    pub(crate) report: Report,
}

impl Run<'_> {
    /// Takes an item, or says why not. Fails only when there are too many.
    pub(crate) fn keep(&mut self, draft: Draft) -> Result<(), ImportError> {
        let row = draft.row;
        match draft.finish(&self.options.limits) {
            Ok(imported) if self.report.items.len() < self.options.limits.rows => self.report.items.push(imported),
            Ok(_) => return Err(ImportError::TooMany),
            // Empty rows at the end of a table are no news.
            Err(Reason::Empty) => {}
            Err(reason) => self.report.problem(row, reason),
        }
        Ok(())
    }

    /// Leaves an item out.
    pub(crate) fn skip(&mut self, row: usize, reason: Reason) {
        self.report.problem(row, reason);
    }
}

/// Reads an export: recognizes the format unless it is given, and turns every row that can be read into an item.
///
/// # Errors
/// [`ImportError`] only when nothing at all can be read or a limit is passed; what is wrong with single rows is in the
/// report.
pub async fn import<P: Platform>(platform: &P, bytes: &[u8], options: &Options<'_>) -> Result<Report, ImportError> {
    let input = Input::open(bytes, &options.limits)?;
    let importer = choose(&input, options.format)?;
    if importer.format != Format::BitwardenEncryptedJson {
        return read(importer, &input, options);
    }
    // What is inside is a plain export in either form.
    match bitwarden_encrypted::open(platform, &input, options).await? {
        Some(inner) => {
            let inner = Input { encoding: input.encoding, ..inner };
            let mut report = read(choose(&inner, None)?, &inner, options)?;
            report.format = Format::BitwardenEncryptedJson;
            Ok(report)
        }
        None => read(importer, &input, options),
    }
}

fn choose(input: &Input, format: Option<Format>) -> Result<&'static Importer, ImportError> {
    match format {
        Some(format) => detect::importer(format).ok_or(ImportError::Unrecognized),
        None => detect::detect(input).ok_or(ImportError::Unrecognized),
    }
}

fn read(importer: &Importer, input: &Input, options: &Options<'_>) -> Result<Report, ImportError> {
    let mut run = Run { options, report: Report::new(importer.format) };
    run.report.encoding = input.encoding;
    for _ in 0..input.unreadable {
        run.skip(0, Reason::PartLeftOut);
    }
    (importer.read)(&mut run, input)?;
    if run.report.items.is_empty() && run.report.problems.is_empty() {
        return Err(ImportError::Empty);
    }
    Ok(run.report)
}
