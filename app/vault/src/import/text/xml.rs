use quick_xml::{
    Reader, XmlVersion,
    events::{BytesStart, Event},
};
use zeroize::Zeroize;

use crate::import::{ImportError, Limits};

const ATTRIBUTES: usize = 64;

/// An element: its texts joined, its children in order. Wiped when dropped.
#[derive(Default)]
pub(crate) struct Node {
    pub(crate) name: String,
    pub(crate) attributes: Vec<(String, String)>,
    pub(crate) text: String,
    pub(crate) children: Vec<Self>,
}

impl Node {
    /// The first child of that name.
    pub(crate) fn child(&self, name: &str) -> Option<&Self> {
        self.children.iter().find(|child| child.name == name)
    }

    /// All children of that name.
    pub(crate) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Self> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// The text of the first child of that name; empty if there is none.
    pub(crate) fn text_of(&self, name: &str) -> &str {
        self.child(name).map_or("", |child| child.text.as_str())
    }

    /// An attribute; empty if there is none.
    pub(crate) fn attribute(&self, name: &str) -> &str {
        self.attributes.iter().find(|(found, _)| found == name).map_or("", |(_, value)| value.as_str())
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        self.text.zeroize();
        self.attributes.iter_mut().for_each(|(_, value)| value.zeroize());
    }
}

/// Builds the tree of a document. A document type is refused outright, and with it every entity but the five that XML
/// itself has; so are depth, elements and attributes beyond the limits.
pub(crate) fn parse(text: &str, limits: &Limits) -> Result<Node, ImportError> {
    let mut reader = Reader::from_str(text);
    let mut open = vec![Node::default()];
    let mut elements = 0_usize;
    loop {
        match reader.read_event().map_err(|_| ImportError::Malformed)? {
            Event::Start(start) => {
                elements += 1;
                // The document itself is the first in the stack.
                if open.len() > limits.depth {
                    return Err(ImportError::TooDeep);
                }
                open.push(element(&start)?);
            }
            Event::Empty(start) => {
                elements += 1;
                let node = element(&start)?;
                parent(&mut open)?.children.push(node);
            }
            Event::End(_) => {
                let node = open.pop().ok_or(ImportError::Malformed)?;
                parent(&mut open)?.children.push(node);
            }
            Event::Text(text) => parent(&mut open)?.text.push_str(&text.xml_content(XmlVersion::Implicit1_0)),
            Event::CData(text) => parent(&mut open)?.text.push_str(&text.xml_content(XmlVersion::Implicit1_0)),
            Event::GeneralRef(reference) => {
                let character = match reference.resolve_char_ref().map_err(|_| ImportError::Malformed)? {
                    Some(character) => character,
                    None => predefined(&reference.into_inner()).ok_or(ImportError::Entities)?,
                };
                parent(&mut open)?.text.push(character);
            }
            Event::DocType(_) => return Err(ImportError::Entities),
            Event::Decl(_) | Event::Comment(_) | Event::PI(_) => {}
            Event::Eof => break,
        }
        if elements > limits.values {
            return Err(ImportError::TooMany);
        }
    }
    if open.len() > 1 {
        return Err(ImportError::Malformed);
    }
    let mut document = open.pop().ok_or(ImportError::Malformed)?;
    document.children.pop().ok_or(ImportError::Malformed)
}

fn parent(open: &mut [Node]) -> Result<&mut Node, ImportError> {
    open.last_mut().ok_or(ImportError::Malformed)
}

fn element(start: &BytesStart<'_>) -> Result<Node, ImportError> {
    let mut attributes = Vec::new();
    // Our own limit is small, so that looking for duplicates cannot become slow.
    for attribute in start.attributes().with_checks(false) {
        let attribute = attribute.map_err(|_| ImportError::Malformed)?;
        if attributes.len() >= ATTRIBUTES {
            return Err(ImportError::TooMany);
        }
        let value = attribute.normalized_value(XmlVersion::Implicit1_0).map_err(|_| ImportError::Malformed)?;
        attributes.push((attribute.key.as_ref().to_owned(), value.into_owned()));
    }
    Ok(Node { name: start.local_name().as_ref().to_owned(), attributes, text: String::new(), children: Vec::new() })
}

fn predefined(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => None,
    }
}
