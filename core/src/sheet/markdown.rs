//! The same sheet as Markdown.

use std::fmt::Write;

use super::{Entry, Sheet, Stayed, pdf::described, wording};
use crate::{transfer::export::plain_lines, words::say};

impl Sheet {
    /// The sheet as Markdown: the same words in the same order.
    pub fn markdown(&self) -> String {
        let mut out = format!("# {}\n", say("sheet-title"));
        let mut paragraph = |text: String| {
            // Writing to a string cannot fail.
            let _ = write!(out, "\n{text}\n");
        };
        if let Some(period) = &self.period {
            paragraph(period.clone());
        }
        paragraph(say("sheet-about"));
        if !self.note.is_empty() {
            paragraph(format!("**{}**", say("sheet-note")));
            paragraph(quoted(&self.note));
        }
        if self.sections.is_empty() && self.visits.is_empty() {
            paragraph(say("sheet-empty"));
        }
        for section in &self.sections {
            if let Some(heading) = &section.heading {
                paragraph(format!("## {}", heading.words));
            }
            let sign = if section.heading.is_some() { "###" } else { "##" };
            for together in section.entries.chunk_by(|one, other| one.day == other.day) {
                if let Some(first) = together.first() {
                    paragraph(format!("{sign} {}", wording::long_day(first.day, true)));
                }
                for entry in together {
                    if !entry.text.is_empty() {
                        paragraph(plain_lines(&entry.text));
                    }
                    // In words: it is one file, to be pasted into a letter or a record, and a picture as text would bury what is written.
                    for photo in &entry.photos {
                        paragraph(plain_lines(&format!("[{}]", described(&one_line(&photo.alt)))));
                    }
                    let about = about(entry);
                    if !about.is_empty() {
                        paragraph(format!("- {}", about.join(" · ")));
                    }
                }
            }
        }
        if !self.visits.is_empty() {
            paragraph(format!("## {}", say("sheet-visits")));
            paragraph(say("sheet-visits-about"));
        }
        for visit in &self.visits {
            paragraph(format!("### {}", wording::long_day(visit.day, true)));
            if let Some(arrival) = &visit.arrival {
                paragraph(arrival.clone());
            }
            let stayed = visit.stayed.iter().map(|stayed| match stayed {
                Stayed::Words(words) | Stayed::Said(words) => format!("- {}", plain_lines(words)),
            });
            let stayed: Vec<_> = stayed.collect();
            if !stayed.is_empty() {
                paragraph(format!("{}\n\n{}", say("sheet-stayed"), stayed.join("\n")));
            }
        }
        paragraph(format!("---\n\n{}", say("sheet-tail")));
        out
    }
}

fn about(entry: &Entry) -> Vec<String> {
    let feelings: Vec<_> = entry.feelings.iter().map(wording::feeling).collect();
    let feelings = Some(feelings.join(", ")).filter(|all| !all.is_empty());
    feelings.into_iter().chain(entry.also.iter().cloned()).map(|words| plain_lines(&words)).collect()
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn quoted(text: &str) -> String {
    plain_lines(text).lines().map(|line| format!("> {line}").trim_end().to_owned()).collect::<Vec<_>>().join("\n")
}
