//! Markdown notes: a file for each entry, its day in the name or in the front matter.

use std::{collections::HashMap, sync::LazyLock};

use regex::{Captures, Regex};

use super::{
    DayOrder, Left, Photo, Place, Refused, Why,
    archive::{Pack, is_picture},
    limits, markup,
    out::{Out, Written, join},
    when,
    yaml::{self, Node},
};
use crate::Day;

pub(super) fn read(pack: &mut Pack, out: &Out<'_>) -> Result<(), Refused> {
    let notes: Vec<usize> = (0..pack.members.len()).filter(|at| pack.alone || pack.members[*at].is_note()).collect();
    pack.leave(&notes, out);
    out.expect(notes.iter().map(|at| pack.members[*at].bytes).fold(0, u64::saturating_add))?;
    let pictures = Pictures::of(pack);
    for which in notes {
        let name = pack.members[which].name.clone();
        let place = Place { file: Some(name.clone()), ..Place::default() };
        match pack.document(which, out) {
            Ok(text) => one(&name, &text, place, &pictures, out)?,
            Err(Refused::TooLarge) if pack.members[which].bytes > limits::DOCUMENT_BYTES => out.unreadable(place, Why::TooLong, "")?,
            Err(why) => return Err(why),
        }
    }
    Ok(())
}

/// The date at the beginning of a file's name, and what stands behind it as a title.
pub(super) fn named(file: &str) -> Option<(Result<Day, Why>, String)> {
    static DATED: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^(\d{4}-\d{2}-\d{2})(\D.*)?$").expect("a pattern"));
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let found = DATED.captures(stem)?;
    let title = found.get(2).map_or("", |rest| rest.as_str()).trim_start_matches([' ', '-', '–', '—', '_', '.']);
    Some((when::iso(&found[1]), title.trim().to_owned()))
}

fn one(name: &str, text: &str, place: Place, pictures: &Pictures, out: &Out<'_>) -> Result<(), Refused> {
    let (front, body) = front_matter(text);
    let (mut matter, mut known) = (Vec::new(), true);
    if let Some(front) = front {
        let read = yaml::pairs(front, |key, node, _| {
            matter.push((key, node));
            Ok::<(), Refused>(())
        })?;
        known = read.is_ok();
    }
    let matter = Node::Map(matter);
    let (named, mut title) = named(name.rsplit('/').next().unwrap_or(name)).unzip();
    let written = ["date", "created"].iter().find_map(|key| matter.get(key)?.text());
    let day = named.unwrap_or_else(|| {
        let Some(written) = written else { return Err(Why::NoDay) };
        when::day(written, DayOrder::DayFirst).map(|(day, _)| day).ok_or_else(|| when::bad(written))
    });
    if !known && day.is_ok() {
        out.noted(place.clone(), Why::BadFrontMatter)?;
    }
    title = matter.get("title").and_then(Node::text).map(str::to_owned).or(title);
    let mut tags: Vec<String> = ["tags", "tag"].iter().filter_map(|key| matter.get(key)).flat_map(listed).collect();
    tags.extend(markup::note_tags(body));
    let moods = matter.get("mood").map(listed).unwrap_or_default();
    let (body, photos) = pictures.taken_out(body, name, out);
    if let (Node::Map(pairs), true) = (&matter, day.is_ok()) {
        let known = ["title", "tags", "tag", "date", "created", "mood"];
        let other = pairs.iter().filter(|(key, node)| !known.contains(&key.to_lowercase().as_str()) && *node != Node::Nothing);
        out.left(Left::Fields, other.count() as u64);
    }
    let text = join(&title.unwrap_or_default(), "\n\n", &body);
    out.entry("markdown", day, Written { text, tags, moods, photos, place, ..Written::default() })
}

/// The front matter of a note, if it begins with one, and its body.
fn front_matter(text: &str) -> (Option<&str>, &str) {
    let text = text.trim_start_matches('\u{feff}');
    let mut lines = text.split_inclusive('\n');
    let Some(first) = lines.next().filter(|line| line.trim_end() == "---") else { return (None, text) };
    let mut at = first.len();
    for line in lines {
        if matches!(line.trim_end(), "---" | "...") {
            return (Some(&text[first.len()..at]), &text[at + line.len()..]);
        }
        at += line.len();
    }
    (None, text)
}

/// Tags as a list, or as a text: split at commas, else at spaces.
fn listed(node: &Node) -> Vec<String> {
    let plain = |tag: &str| tag.trim().trim_matches(['"', '\'']).trim_start_matches('#').trim().to_owned();
    let all: Vec<String> = match node {
        Node::Text(text) if text.contains(',') => text.split(',').map(plain).collect(),
        Node::Text(text) => text.split_whitespace().map(plain).collect(),
        Node::List(nodes) => nodes.iter().filter_map(Node::text).map(plain).collect(),
        _ => Vec::new(),
    };
    all.into_iter().filter(|tag| !tag.is_empty()).collect()
}

/// The pictures of a folder of notes, by their whole name and by the name of the file, in lower case.
struct Pictures {
    whole: HashMap<String, String>,
    file: HashMap<String, String>,
}

impl Pictures {
    fn of(pack: &Pack) -> Self {
        let (mut whole, mut file) = (HashMap::new(), HashMap::new());
        for member in pack.members.iter().filter(|member| is_picture(&member.name)) {
            whole.insert(member.name.to_lowercase(), member.name.clone());
            file.entry(member.file_name().to_lowercase()).or_insert_with(|| member.name.clone());
        }
        Self { whole, file }
    }

    /// Beside the note, from the top folder, or anywhere by its name.
    fn find(&self, target: &str, note: &str) -> Option<String> {
        let target = percent_encoding::percent_decode_str(target).decode_utf8_lossy().to_lowercase();
        let target = target.trim_start_matches("./").trim_start_matches('/');
        let folder = note.rsplit_once('/').map_or("", |(folder, _)| folder).to_lowercase();
        let beside = if folder.is_empty() { target.to_owned() } else { format!("{folder}/{target}") };
        let last = target.rsplit('/').next().unwrap_or(target);
        self.whole.get(&beside).or_else(|| self.whole.get(target)).or_else(|| self.file.get(last)).cloned()
    }

    /// A note without the pictures that are there; others stay as they are written.
    fn taken_out(&self, body: &str, note: &str, out: &Out<'_>) -> (String, Vec<Photo>) {
        static PICTURE: LazyLock<Regex> = LazyLock::new(|| {
            Regex::new(r#"!\[\[([^\]|#\n]+)[^\]\n]*\]\]|!\[((?:\\.|[^\]\\\n])*)\]\(<?([^)>\n"]+?)>?(?:\s+"[^"\n]*")?\)"#)
                .expect("a pattern")
        });
        let mut photos: Vec<Photo> = Vec::new();
        let body = PICTURE.replace_all(body, |found: &Captures<'_>| {
            let target = found.get(1).or_else(|| found.get(3)).map_or("", |target| target.as_str()).trim();
            let remote = target.contains("://") || !is_picture(target);
            match self.find(target, note).filter(|_| !remote && photos.len() < limits::TAGS).map(Photo::member) {
                Some(photo) if photos.iter().any(|other| other.at == photo.at) => String::new(),
                Some(photo) => {
                    let alt = found.get(2).map_or_else(String::new, |alt| shown(alt.as_str(), target));
                    photos.push(Photo { alt, ..photo });
                    String::new()
                }
                None => {
                    out.left(Left::MissingPhotos, u64::from(!remote));
                    found[0].to_owned()
                }
            }
        });
        (if photos.is_empty() { body.into_owned() } else { markup::without_gaps(&body) }, photos)
    }
}

/// What somebody wrote that a picture shows. Programs write its size there, or what the file is called, and neither is words.
fn shown(alt: &str, target: &str) -> String {
    static SIZE: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"(?:^|\|)\d+(?:x\d+)?$").expect("a pattern"));
    static ESCAPED: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\\([!-/:-@\[-`{-~])").expect("a pattern"));
    let alt = SIZE.replace(alt.trim(), "");
    let alt = ESCAPED.replace_all(&alt, "$1").trim().to_owned();
    let target = percent_encoding::percent_decode_str(target).decode_utf8_lossy();
    let file = target.rsplit('/').next().unwrap_or_default();
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    if alt == file || alt == stem { String::new() } else { alt }
}
