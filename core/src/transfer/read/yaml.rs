//! YAML as lists, maps and texts. Nothing is given a type, so `no`, `3.14` and `12:30` stay what was written; nothing is repeated for an
//! alias, and a tag means nothing.

use saphyr_parser::{Event, Parser, ScalarStyle, StrInput};

use super::limits;

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Node {
    /// `null`, `~` or nothing.
    Nothing,
    Text(String),
    List(Vec<Self>),
    /// In its order; a key may come twice.
    Map(Vec<(String, Self)>),
    /// An alias, or what stands deeper than one looks.
    Unknown,
}

impl Node {
    pub fn get(&self, key: &str) -> Option<&Self> {
        let Self::Map(pairs) = self else { return None };
        pairs.iter().find(|(name, _)| name.eq_ignore_ascii_case(key)).map(|(_, node)| node)
    }

    pub fn text(&self) -> Option<&str> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }

    /// All texts in it, whatever they mean, for a report.
    pub fn words(&self) -> String {
        match self {
            Self::Nothing | Self::Unknown => String::new(),
            Self::Text(text) => text.clone(),
            Self::List(nodes) => nodes.iter().map(Self::words).collect::<Vec<_>>().join(" "),
            Self::Map(pairs) => pairs.iter().map(|(key, node)| format!("{key} {}", node.words())).collect::<Vec<_>>().join(" "),
        }
    }
}

/// A document that could not be read to its end; what was read until then is told before.
pub(super) struct Broken {
    /// From 1.
    pub line: u64,
}

/// Tells the pairs of a document that is a map, one by one, with the line on which each key stands.
pub(super) fn pairs<E>(text: &str, mut each: impl FnMut(String, Node, u64) -> Result<(), E>) -> Result<Result<(), Broken>, E> {
    let mut events = Events { parser: Parser::new_from_str(text), nodes: 0, line: 1 };
    loop {
        match events.next() {
            Ok(Event::StreamStart | Event::DocumentStart(_)) => {}
            Ok(Event::MappingStart(..)) => break,
            Ok(Event::StreamEnd) => return Ok(Ok(())),
            // An empty document.
            Ok(Event::Scalar(text, ScalarStyle::Plain, ..)) if matches!(&*text, "" | "~" | "null") => return Ok(Ok(())),
            _ => return Ok(Err(Broken { line: events.line })),
        }
    }
    loop {
        let pair = events.pair(0);
        match pair {
            Ok(Some((key, node, line))) => each(key, node, line)?,
            Ok(None) => return Ok(Ok(())),
            Err(Stop) => return Ok(Err(Broken { line: events.line })),
        }
    }
}

struct Stop;

struct Events<'i> {
    parser: Parser<'i, StrInput<'i>>,
    nodes: usize,
    line: u64,
}

impl<'i> Events<'i> {
    fn next(&mut self) -> Result<Event<'i>, Stop> {
        self.nodes += 1;
        if self.nodes > limits::NODES {
            return Err(Stop);
        }
        match self.parser.next_event() {
            Some(Ok((event, span))) => {
                self.line = span.start.line() as u64;
                Ok(event)
            }
            Some(Err(error)) => {
                self.line = error.marker().line() as u64;
                Err(Stop)
            }
            None => Err(Stop),
        }
    }

    fn pair(&mut self, depth: usize) -> Result<Option<(String, Node, u64)>, Stop> {
        let event = self.next()?;
        if matches!(event, Event::MappingEnd) {
            return Ok(None);
        }
        let line = self.line;
        let key = match self.node(event, depth + 1)? {
            Node::Text(key) => key,
            other => other.words(),
        };
        let event = self.next()?;
        Ok(Some((key, self.node(event, depth + 1)?, line)))
    }

    fn node(&mut self, event: Event<'i>, depth: usize) -> Result<Node, Stop> {
        if depth > limits::NESTING {
            return Err(Stop);
        }
        match event {
            Event::Scalar(text, ScalarStyle::Plain, ..) if matches!(&*text, "" | "~" | "null" | "Null" | "NULL") => Ok(Node::Nothing),
            Event::Scalar(text, ..) => Ok(Node::Text(text.into_owned())),
            Event::Alias(_) => Ok(Node::Unknown),
            Event::SequenceStart(..) => {
                let mut nodes = Vec::new();
                loop {
                    match self.next()? {
                        Event::SequenceEnd => return Ok(Node::List(nodes)),
                        event => nodes.push(self.node(event, depth + 1)?),
                    }
                }
            }
            Event::MappingStart(..) => {
                let mut pairs = Vec::new();
                while let Some((key, node, _)) = self.pair(depth)? {
                    pairs.push((key, node));
                }
                Ok(Node::Map(pairs))
            }
            _ => Err(Stop),
        }
    }
}
