//! A stranger has every file: while the journal is locked, after everything was erased, and, with the key, after something was
//! deleted for good. Memory and the engine's cache are looked through in a journey (tests/lock.rs).

use std::path::Path;

use glimmer_core::{
    Day, Draft, DraftPlace, Edit, Folder, Inbox, Leaving, Moment, NewGlimmer, Result, Support, SupportKind, Uuid, chrono::DateTime,
    erase::erase, reminder::Kind, review::crisis::OwnLine,
};

use super::{
    Bench, Outcome,
    bench::files,
    dice::Dice,
    living::{self, Living},
};
use crate::memory::folder_holds;

/// Each is put somewhere else, or with other words into the same place, five to a place.
const WORDS: usize = 100;
const PLACES: usize = 20;
/// The first of the places: what is in them is deleted for good.
const DELETED: usize = 4;

/// Made of chance from the first letter on: the index leaves out what a word has in common with the one before it.
fn word(nth: usize) -> String {
    let mut dice = Dice::thrown(81, nth as u64);
    (0..16).map(|_| char::from(b'a' + dice.below(26) as u8)).collect()
}

/// The part of a word that the index stores in any case.
fn rest(word: &str) -> &str {
    &word[4..]
}

pub fn run(bench: &Bench) -> Outcome {
    let home = bench.folder();
    let folder = Folder::at(home.path());
    let words: Vec<String> = (0..=WORDS).map(word).collect();
    let rests: Vec<&str> = words.iter().map(|word| rest(word)).collect();
    let all = &rests[..WORDS];
    let (mut broken, mut living) = (Vec::new(), Living::open(folder.clone()).expect("a new journal"));

    let ids = write(&mut living, &words[..WORDS]).expect("nothing happens to this one");
    let (seen, while_open) = (in_pages(home.path(), all), folder_holds(home.path(), all));
    ids.iter().try_for_each(|id| living.journal()?.delete(*id)).expect("they are in the trash");
    let left = in_pages(home.path(), all);
    let (gone, kept): (Vec<_>, Vec<_>) = (0..WORDS).partition(|nth| nth % PLACES < DELETED);
    let in_pages_still: Vec<_> = gone.iter().filter(|nth| left.contains(nth)).map(|nth| format!("place {}", nth % PLACES)).collect();

    living.back_up(moment()).expect("a copy");
    living.renew(0, moment()).expect("a passphrase");
    living.renew_copies().expect("the copies get the key");
    drop(living);
    // In front of the lock.
    Inbox::of(folder.clone()).keep(text(&words[WORDS]), moment()).expect("it is sealed");
    let while_locked = folder_holds(home.path(), &rests);
    erase(&folder, true, None).expect("nothing is in the way");
    let names = files(home.path()).into_iter().map(|(path, _)| path.display().to_string());
    let after_erasing: Vec<_> = folder_holds(home.path(), &rests).into_iter().chain(names).collect();

    // Looking is worth something only if what is there is found.
    if seen.len() != WORDS || kept.iter().any(|nth| !left.contains(nth)) {
        broken.push(format!("with the key {} of {WORDS} words are seen, and {} after the deleting", seen.len(), left.len()));
    }
    let figures = format!(
        "{WORDS} words in {PLACES} places, all seen in the decrypted pages; in the files {} while open, {} while locked, {} words or files after erasing; of {} deleted for good {} in the decrypted pages, the free ones and the index among them, with no log left",
        while_open.len(),
        while_locked.len(),
        after_erasing.len(),
        gone.len(),
        in_pages_still.len()
    );
    for (when, found) in [("open", while_open), ("locked", while_locked), ("erased", after_erasing), ("deleted", in_pages_still)] {
        broken.extend(found.into_iter().map(|found| format!("{when}: {found}")));
    }
    Outcome { rounds: WORDS, figures, broken }
}

/// Which of the words stand in the journal's pages as they are when they are decrypted, by number; also in pages that are free.
fn in_pages(home: &Path, words: &[&str]) -> Vec<usize> {
    let journal = living::raw(home);
    let pages = journal.serialize("main").expect("it can be read").to_vec();
    let log = std::fs::metadata(home.join("journal.db-wal")).map_or(0, |log| log.len());
    assert_eq!(log, 0, "pages in the log would not be looked at");
    (0..words.len()).filter(|nth| memchr::memmem::find(&pages, words[*nth].as_bytes()).is_some()).collect()
}

/// Puts each word into its place; returns which glimmers are in the trash and to be deleted.
fn write(living: &mut Living, words: &[String]) -> Result<Vec<Uuid>> {
    let folder = living.folder.clone();
    let journal = living.journal()?;
    let keep = |new: NewGlimmer| journal.keep(new, moment()).map(|kept| kept.id);
    let edit_draft = |word: &str| {
        let id = keep(text("begun"))?;
        journal.save_edit_draft(id, Some(&Draft { text: word.into(), ..Draft::default() })).map(|()| id)
    };
    let (mut going, mut supports, mut prompts, mut line) =
        (Vec::new(), Vec::new(), Vec::new(), OwnLine { name: String::new(), reach: String::new(), about: String::new() });
    let mut support = |name: &str, reach: &str, about: &str| {
        let [name, reach, about] = [name, reach, about].map(str::to_owned);
        supports.push(Support { kind: SupportKind::Person, name, reach, about });
    };
    for (nth, word) in words.iter().enumerate() {
        match nth % PLACES {
            0 => going.push(keep(text(word))?),
            1 => going.push(keep(NewGlimmer { feelings: vec![word.parse()?], ..text("felt") })?),
            2 => going.push(keep(NewGlimmer { tags: vec![format!("@{word}").parse()?], ..text("tagged") })?),
            3 => going.push(edit_draft(word)?),
            4 => drop(keep(text(word))?),
            5 => drop(keep(NewGlimmer { feelings: vec![word.parse()?], ..text("felt") })?),
            6 => drop(keep(NewGlimmer { tags: vec![format!("@{word}").parse()?], ..text("tagged") })?),
            7 => drop(keep(text(&format!("in the +{word}")))?),
            8 => drop(edit_draft(word)?),
            9 => support(word, "", ""),
            10 => support("reach", word, ""),
            11 => support("about", "", word),
            12 => prompts.push(word.clone()),
            13 | 14 => {
                let visit = journal.open_visit(moment())?;
                let [forward, toward] = if nth % PLACES == 13 { [word.as_str(), ""] } else { ["", word] };
                journal.note_leaving(visit, &Leaving { forward: forward.into(), toward: toward.into() })?;
                journal.close_visit(visit, moment())?;
            }
            15 => journal.trash(keep(text(word))?, moment())?,
            16 => {
                let edit = Edit { new: text(word), day: moment().day };
                drop(journal.edit(keep(text("as it was"))?, edit, moment())?);
            }
            17 => {
                let before = journal.draft(DraftPlace::Today)?.unwrap_or_default();
                journal.save_draft(DraftPlace::Today, &Draft { text: format!("{} {word}", before.text), ..before })?;
            }
            18 => match nth / PLACES {
                0 => drop(journal.set_own_invitation(Kind::Evening, word)?),
                1 => drop(journal.set_own_invitation(Kind::Midday, word)?),
                2 => line.name = word.clone(),
                3 => line.reach = word.clone(),
                _ => line.about = word.clone(),
            },
            _ => {
                Inbox::of(folder.clone()).keep(text(word), moment())?;
                journal.open_inbox()?;
            }
        }
    }
    journal.set_supports(supports)?;
    journal.set_prompts(&prompts)?;
    journal.set_own_line(Some(&line))?;
    going.iter().try_for_each(|id| journal.trash(*id, moment()))?;
    Ok(going)
}

fn text(words: &str) -> NewGlimmer {
    NewGlimmer { text: words.into(), ..NewGlimmer::default() }
}

fn moment() -> Moment {
    let at = DateTime::parse_from_rfc3339("2026-12-01T20:31:00+01:00").expect("a time");
    Moment { at, day: "2026-12-01".parse::<Day>().expect("a day") }
}
