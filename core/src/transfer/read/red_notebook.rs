//! RedNotebook: a file of YAML for each month, with a text and categories for each day.

use std::{collections::HashSet, sync::LazyLock};

use chrono::NaiveDate;
use regex::Regex;

use super::{
    Left, Photo, Place, Refused, Why,
    archive::Pack,
    limits, markup,
    out::{Out, Written, join},
    when,
    yaml::{self, Node},
};

/// Only such names count: beside them lie its own spare copies.
pub(super) static MONTH: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^(\d{4})-(\d{2})\.txt$").expect("a pattern"));

pub(super) fn read(pack: &mut Pack, out: &Out<'_>) -> Result<(), Refused> {
    let months: Vec<usize> = (0..pack.members.len()).filter(|at| MONTH.is_match(pack.members[*at].file_name())).collect();
    pack.leave(&months, out);
    out.expect(months.iter().map(|at| pack.members[*at].bytes).fold(0, u64::saturating_add))?;
    let names: HashSet<String> = pack.members.iter().map(|member| member.name.clone()).collect();
    for which in months {
        let name = pack.members[which].name.clone();
        let folder = pack.members[which].folder().to_owned();
        let month = pack.members[which].file_name()[..7].to_owned();
        let file = (!pack.alone).then(|| name.clone());
        let place = |line| Place { file: file.clone(), line: Some(line), entry: None };
        let text = match pack.document(which, out) {
            Ok(text) => text,
            Err(Refused::TooLarge) => {
                out.unreadable(Place { file: file.clone(), ..Place::default() }, Why::TooLong, "")?;
                continue;
            }
            Err(why) => return Err(why),
        };
        let there = |path: &str| Some(format!("{folder}{path}")).filter(|name| names.contains(name));
        let read = yaml::pairs(&text, |key, node, line| one(&month, &key, &node, place(line), &there, out))?;
        if let Err(broken) = read {
            out.unreadable(place(broken.line), Why::BadYaml, "")?;
        }
    }
    Ok(())
}

fn one(month: &str, key: &str, node: &Node, place: Place, there: &impl Fn(&str) -> Option<String>, out: &Out<'_>) -> Result<(), Refused> {
    let (year, month) = month.split_once('-').unwrap_or_default();
    let date = year.parse().ok().zip(month.parse().ok()).zip(key.trim().parse().ok());
    let date = date.and_then(|((year, month), day)| NaiveDate::from_ymd_opt(year, month, day)).and_then(when::of_date);
    let day = date.ok_or_else(|| when::bad(&format!("{year}-{month}-{key}")));
    let (mut text, mut tags, mut lines) = (String::new(), Vec::new(), Vec::new());
    match node {
        // Just words, where a text should be: they are still the writer's.
        Node::Text(words) => text.clone_from(words),
        Node::Map(parts) => {
            for (name, part) in parts {
                match (name.as_str(), part) {
                    ("text", part) => text = join(&text, "\n\n", &part.words()),
                    // An old form: its entries are plain tags.
                    ("Tags", Node::Map(old)) => tags.extend(old.iter().map(|(tag, _)| tag.clone())),
                    (name, part) => {
                        tags.push(name.to_owned());
                        lines.extend(entries(part).into_iter().map(|entry| format!("{name}: {entry}")));
                    }
                }
            }
        }
        Node::Nothing => {}
        _ => return out.unreadable(place, if day.is_ok() { Why::BadShape } else { day.err().unwrap_or(Why::NoDay) }, &node.words()),
    }
    tags.extend(markup::red_tags(&text));
    let (words, pictures) = markup::red_text(&text);
    let mut photos = Vec::new();
    for picture in pictures {
        match there(&picture).filter(|_| photos.len() < limits::TAGS).map(Photo::member) {
            Some(photo) if !photos.contains(&photo) => photos.push(photo),
            Some(_) => {}
            None => out.left(Left::MissingPhotos, 1),
        }
    }
    out.entry("rednotebook", day, Written { text: join(&words, "\n\n", &lines.join("\n")), tags, photos, place, ..Written::default() })
}

/// What the writer noted under a category.
fn entries(part: &Node) -> Vec<String> {
    match part {
        Node::Map(entries) => entries.iter().map(|(entry, more)| join(entry, ": ", &more.words())).collect(),
        Node::List(entries) => entries.iter().map(Node::words).collect(),
        Node::Text(entry) => vec![entry.clone()],
        Node::Nothing | Node::Unknown => Vec::new(),
    }
}
