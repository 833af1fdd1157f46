use super::{
    Encoding, ImportError, Limits,
    importers::kdbx,
    text::{Json, Node, Table, decode, is_archive, open_archive, parse_xml},
};

/// A document, parsed by what its bytes look like.
pub(crate) enum Content {
    Json(Json),
    Xml(Node),
    Table(Table),
    /// Not parsed: it is encrypted.
    Kdbx(Vec<u8>),
}

/// A file of the import, or one in an archive.
pub(crate) struct Document {
    pub(crate) content: Content,
}

/// What there is to import.
pub(crate) struct Input {
    pub(crate) documents: Vec<Document>,
    pub(crate) encoding: Option<Encoding>,
    /// Files of an archive that were not even text.
    pub(crate) unreadable: usize,
}

impl Input {
    pub(crate) fn open(bytes: &[u8], limits: &Limits) -> Result<Self, ImportError> {
        if bytes.len() > limits.file {
            return Err(ImportError::TooLarge);
        }
        if is_archive(bytes) {
            return Self::open_archive(bytes, limits);
        }
        if kdbx::is_database(bytes) {
            let content = Content::Kdbx(bytes.to_vec());
            return Ok(Self { documents: vec![Document { content }], encoding: None, unreadable: 0 });
        }
        let (content, encoding) = parse(bytes, limits)?;
        Ok(Self { documents: vec![Document { content }], encoding: Some(encoding), unreadable: 0 })
    }

    fn open_archive(bytes: &[u8], limits: &Limits) -> Result<Self, ImportError> {
        let mut input = Self { documents: Vec::new(), encoding: None, unreadable: 0 };
        for entry in open_archive(bytes, limits)? {
            match parse(&entry, limits) {
                Ok((content, _)) => input.documents.push(Document { content }),
                // One file that cannot be read does not spoil the others; a hostile one does.
                Err(ImportError::Malformed | ImportError::Empty) => input.unreadable += 1,
                Err(error) => return Err(error),
            }
        }
        Ok(input)
    }

    /// The JSON documents.
    pub(crate) fn json(&self) -> impl Iterator<Item = &Json> {
        self.documents.iter().filter_map(|document| match &document.content {
            Content::Json(json) => Some(json),
            _ => None,
        })
    }

    /// The XML documents.
    pub(crate) fn xml(&self) -> impl Iterator<Item = &Node> {
        self.documents.iter().filter_map(|document| match &document.content {
            Content::Xml(node) => Some(node),
            _ => None,
        })
    }

    /// The tables.
    pub(crate) fn tables(&self) -> impl Iterator<Item = &Table> {
        self.documents.iter().filter_map(|document| match &document.content {
            Content::Table(table) => Some(table),
            _ => None,
        })
    }

    pub(crate) fn kdbx(&self) -> Option<&[u8]> {
        self.documents.iter().find_map(|document| match &document.content {
            Content::Kdbx(bytes) => Some(bytes.as_slice()),
            _ => None,
        })
    }
}

fn parse(bytes: &[u8], limits: &Limits) -> Result<(Content, Encoding), ImportError> {
    let (text, encoding) = decode(bytes);
    let text = text.trim_start_matches(['\u{feff}', '\0']);
    let content = match text.trim_start().chars().next() {
        None => return Err(ImportError::Empty),
        Some('{' | '[') => Content::Json(Json::parse(text, limits)?),
        Some('<') => Content::Xml(parse_xml(text.trim_start(), limits)?),
        Some(_) => Content::Table(Table::parse(text, limits)?),
    };
    Ok((content, encoding))
}
