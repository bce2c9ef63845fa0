//! Copies: what they hold, what they bring back and what not, and that nothing on the way can lose both the old and the new.

#[path = "shared/raw.rs"]
mod raw;
mod shared;

use std::{fs, path::Path};

use glimmer_core::{
    Draft, DraftPlace, Error, Folder, Journal, ListQuery, Moment, Secret, Uuid,
    backup::{self, Copy, Place, Reason, SecondState},
};
use shared::{on, open, quiet, reopened, texts, tonight, words};

fn made(journal: &Journal, reason: Reason, now: Moment) -> Copy {
    backup::make(journal, reason, now, &mut quiet()).unwrap()
}

fn restored(home: &Path, copy: &Copy, now: Moment) -> backup::Restored {
    backup::restore(&Folder::at(home), None, copy, None, now, &mut quiet()).unwrap()
}

#[test]
fn a_copy_is_checked_and_opens_as_a_journal_of_its_own() {
    let (home, journal) = open();
    journal.keep(words("rain on the skylight"), tonight()).unwrap();
    let mut steps = Vec::new();
    let copy = backup::make(&journal, Reason::Asked, tonight(), &mut |done| steps.push(done)).unwrap();
    assert!(steps.is_sorted() && steps.last() == Some(&1.0), "it says how far it is: {steps:?}");
    assert_eq!(copy.id, "20261122T193100Z-asked");
    assert!(copy.note.checked && copy.is_as_written() && copy.keep.until.is_none());
    let mut names: Vec<_> =
        fs::read_dir(copy.folder.path()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    assert_eq!(names, ["copy.json", "journal.db", "vault.key", "vault.pub"], "one file, and no log beside it");
    let elsewhere = tempfile::tempdir().unwrap();
    for name in names {
        fs::copy(copy.folder.path().join(&name), elsewhere.path().join(name)).unwrap();
    }
    assert_eq!(texts(&reopened(elsewhere.path())), ["rain on the skylight"]);
    let note = fs::read_to_string(copy.folder.path().join("copy.json")).unwrap();
    assert!(!note.contains("skylight"));
    drop(journal);
    assert!(!home.path().join("journal.db-wal").exists(), "at rest the journal is one file again");
}

#[test]
fn the_first_change_of_a_day_is_copied_once() {
    let (_home, journal) = open();
    journal.keep(words("one"), on(20)).unwrap();
    assert!(journal.back_up_today(on(20)).is_some());
    journal.keep(words("two"), on(20)).unwrap();
    assert!(journal.back_up_today(on(20)).is_none());
    assert!(journal.back_up_today(on(21)).is_some());
    assert!(journal.back_up_today(on(22)).is_none(), "nothing changed on that day");
}

#[test]
fn what_is_no_copy_is_passed_over() {
    let (home, journal) = open();
    let copy = made(&journal, Reason::Asked, tonight());
    let backups = home.path().join("backups");
    fs::create_dir(backups.join("photos")).unwrap();
    fs::create_dir(backups.join("half")).unwrap();
    fs::write(backups.join("half/copy.json"), "{\"format\": 1").unwrap();
    fs::create_dir(backups.join("later")).unwrap();
    let note = fs::read_to_string(copy.folder.path().join("copy.json")).unwrap();
    fs::write(backups.join("later/copy.json"), note.replace("\"format\": 1", "\"format\": 9")).unwrap();
    fs::write(backups.join("note.txt"), "mine").unwrap();
    fs::create_dir_all(backups.join(".new-20261122T193100Z-day/x")).unwrap();
    assert_eq!(backup::list(&Folder::at(home.path())).unwrap().len(), 1);
    made(&journal, Reason::Asked, tonight());
    assert!(backups.join("note.txt").exists() && backups.join("half").exists(), "other people's files are none of ours");
    assert!(!backups.join(".new-20261122T193100Z-day").exists(), "what a crash left is");
}

#[test]
fn a_copy_moved_aside_by_a_crash_is_still_a_copy() {
    let (home, journal) = open();
    let copy = made(&journal, Reason::Asked, tonight());
    let aside = home.path().join("backups").join(format!(".old-{}", copy.id));
    fs::rename(copy.folder.path(), &aside).unwrap();
    let folder = Folder::at(home.path());
    assert_eq!(backup::find(&folder, &copy.id, Place::Here).unwrap().folder.path(), aside);
    made(&journal, Reason::Asked, on(23));
    assert!(copy.folder.path().exists() && !aside.exists(), "and has its name again");
}

#[test]
fn writing_goes_on_while_a_copy_is_made() {
    let (_home, journal) = open();
    let many = (0..3000).map(|n| (words(&format!("{n} {}", "a long line of words ".repeat(20))), tonight()));
    journal.keep_all(many).unwrap();
    let mut kept = 0;
    let copy = backup::make(&journal, Reason::Asked, tonight(), &mut |_| {
        journal.keep(words("meanwhile"), tonight()).unwrap();
        kept += 1;
    });
    assert!(copy.is_ok(), "{copy:?}");
    assert!(kept > 1);
    assert_eq!(backup::look_into(&Folder::at(_home.path()), Some(&journal.key()), &copy.unwrap(), None).unwrap().newer, kept);
}

#[test]
fn a_restore_brings_back_what_was_and_keeps_what_was_decided_since() {
    let (home, journal) = open();
    let keep = |text: &str| journal.keep(words(text), on(20)).unwrap().id;
    let (stays, gone, rests, trashed) = (keep("stays"), keep("deleted since"), keep("kept out since"), keep("trashed since"));
    let tagged = journal.keep(words("with @Marta"), on(20)).unwrap().id;
    let was_out = keep("let in since");
    journal.keep_out(was_out, true).unwrap();
    journal.save_draft(DraftPlace::Today, &Draft { text: "then".into(), ..Draft::default() }).unwrap();
    let copy = made(&journal, Reason::Asked, on(20));

    journal.keep(words("newer"), on(21)).unwrap();
    journal.trash(gone, on(21)).unwrap();
    journal.delete(gone).unwrap();
    journal.keep_out(rests, true).unwrap();
    journal.keep_out(was_out, false).unwrap();
    journal.trash(trashed, on(21)).unwrap();
    journal.keep_tag_out(&"@marta".parse().unwrap(), true, None).unwrap();
    journal.save_draft(DraftPlace::Today, &Draft { text: "now".into(), ..Draft::default() }).unwrap();
    journal.save_draft(DraftPlace::Capture, &Draft { text: "just now".into(), ..Draft::default() }).unwrap();
    let inside = backup::look_into(&Folder::at(home.path()), Some(&journal.key()), &copy, None).unwrap();
    assert_eq!((inside.glimmers, inside.newer, inside.stay_deleted), (6, 1, Some(1)));
    assert_eq!(inside.newest.len(), 5);
    drop(journal);

    let done = restored(home.path(), &copy, on(22));
    assert_eq!(done.glimmers, 5, "the trash included");
    let journal = reopened(home.path());
    assert_eq!(journal.lost_changes().unwrap(), 0, "nobody is told that something is missing");
    let mut there = texts(&journal);
    there.sort();
    assert_eq!(there, ["kept out since", "let in since", "stays", "with @Marta"]);
    assert!(matches!(journal.glimmer(gone), Err(Error::NotFound)));
    assert!(journal.glimmer(rests).unwrap().consent.kept_out && !journal.glimmer(was_out).unwrap().consent.kept_out);
    assert!(journal.glimmer(tagged).unwrap().consent.out_by_tag);
    assert_eq!(journal.glimmer(trashed).unwrap().consent.trashed_on, Some(on(21).day));
    assert!(!journal.glimmer(stays).unwrap().consent.kept_out);
    assert_eq!(journal.draft(DraftPlace::Today).unwrap().unwrap().text, "now\n\nthen");
    assert_eq!(journal.draft(DraftPlace::Capture).unwrap().unwrap().text, "just now");
    let found = |what: &str| journal.list(&ListQuery { search: Some(what.into()), ..ListQuery::default() }).unwrap().glimmers.len();
    assert_eq!((found("since"), found("trashed")), (2, 0), "the search knows what is listed");
    assert_eq!(journal.check(&mut quiet()).unwrap().findings, []);
    drop(journal);

    let before = backup::find(&Folder::at(home.path()), &done.before, Place::Here).unwrap();
    assert_eq!(before.note.reason, Reason::Restore);
    restored(home.path(), &before, on(22));
    assert!(texts(&reopened(home.path())).contains(&"newer".to_owned()), "the way back is open");
}

#[test]
fn a_copy_that_was_altered_restores_nothing() {
    let (home, journal) = open();
    journal.keep(words("one"), on(20)).unwrap();
    let copy = made(&journal, Reason::Asked, on(20));
    journal.keep(words("two"), on(21)).unwrap();
    drop(journal);
    let mut bytes = fs::read(copy.folder.journal()).unwrap();
    bytes[5000] ^= 1;
    fs::write(copy.folder.journal(), bytes).unwrap();
    let refused = backup::restore(&Folder::at(home.path()), None, &copy, None, on(22), &mut quiet());
    assert!(matches!(refused, Err(Error::BadCopy(_))), "{refused:?}");
    assert_eq!(texts(&reopened(home.path())), ["two", "one"]);
}

#[test]
fn a_damaged_journal_is_set_aside_untouched_and_a_lost_key_comes_with_the_copy() {
    for lost in ["journal.db", "vault.key"] {
        let (home, journal) = open();
        journal.keep(words("one"), on(20)).unwrap();
        let copy = made(&journal, Reason::Asked, on(20));
        drop(journal);
        fs::write(home.path().join(lost), "rubbish").unwrap();
        let done = restored(home.path(), &copy, on(22));
        assert_eq!(fs::read_to_string(Path::new(&done.before).join(lost)).unwrap(), "rubbish");
        assert_eq!(texts(&reopened(home.path())), ["one"], "{lost}");
    }
}

#[test]
fn a_journal_that_is_open_is_not_restored_over() {
    let (home, journal) = open();
    let copy = made(&journal, Reason::Asked, tonight());
    let refused = backup::restore(&Folder::at(home.path()), Some(journal.key()), &copy, None, tonight(), &mut quiet());
    assert!(matches!(refused, Err(Error::Busy)), "{refused:?}");
}

#[test]
fn a_copy_from_another_computer_takes_the_present_key() {
    let (_other, theirs) = open();
    theirs.keep(words("from the old computer"), on(20)).unwrap();
    let copy = made(&theirs, Reason::Asked, on(20));
    drop(theirs);
    let (home, journal) = open();
    let recipient = journal.key().recipient();
    drop(journal);
    restored(home.path(), &copy, on(22));
    let journal = reopened(home.path());
    assert_eq!((texts(&journal), journal.key().recipient()), (vec!["from the old computer".to_owned()], recipient));
    assert_eq!(journal.check(&mut quiet()).unwrap().findings, []);
}

#[test]
fn copies_take_the_new_key_and_what_an_earlier_one_opens_is_named() {
    let (home, journal) = open();
    journal.keep(words("one"), on(20)).unwrap();
    let folder = Folder::at(home.path());
    let ours = made(&journal, Reason::Asked, on(20));
    let (_other, stranger) = open();
    let foreign = made(&stranger, Reason::Asked, on(19));
    let place = folder.backups().join("foreign");
    fs::create_dir(&place).unwrap();
    for name in ["copy.json", "journal.db", "vault.key", "vault.pub"] {
        fs::copy(foreign.folder.path().join(name), place.join(name)).unwrap();
    }
    let to = stranger.key();
    let files = vec![("vault.age", b"wrapped".to_vec()), ("vault.pub", format!("{}\n", to.recipient()).into_bytes())];
    drop(stranger);
    let left = backup::rekey_all(&folder, &[journal.key()], &to, &files, &mut quiet()).unwrap();
    assert_eq!(left, []);
    let renewed = backup::find(&folder, &ours.id, Place::Here).unwrap();
    assert_eq!(renewed.note.recipient, to.recipient());
    assert!(renewed.is_as_written() && renewed.note.made_at == ours.note.made_at);
    assert!(!renewed.folder.vault_key().exists(), "the old key is nowhere in it");
    assert_eq!(backup::look_into(&folder, Some(&to), &renewed, None).unwrap().glimmers, 1);
    let left = backup::rekey_all(&folder, &[], &journal.key(), &files, &mut quiet()).unwrap();
    assert_eq!(left.len(), 2, "with no key that opens them, they are told");
}

#[test]
fn copies_take_the_vault_files_of_the_present() {
    let (home, journal) = open();
    let folder = Folder::at(home.path());
    let copy = made(&journal, Reason::Passphrase, on(20));
    fs::rename(folder.vault_key(), folder.vault_age()).unwrap();
    fs::write(folder.vault_recovery(), "wrapped").unwrap();
    assert_eq!(backup::rewrap_all(&folder).unwrap(), []);
    let copy = backup::find(&folder, &copy.id, Place::Here).unwrap().folder;
    assert!(!copy.vault_key().exists() && copy.vault_age().exists() && copy.vault_recovery().exists());
}

#[test]
fn a_second_folder_catches_up_when_it_is_back() {
    let (home, journal) = open();
    let folder = Folder::at(home.path());
    let drive = tempfile::tempdir().unwrap();
    let (there, unplugged) = (drive.path().join("copies"), drive.path().join("away"));
    fs::create_dir(&there).unwrap();
    made(&journal, Reason::Asked, on(18));
    backup::choose_second(&folder, &there).unwrap();
    backup::second_catches_up(&folder, on(18).day, &mut quiet()).unwrap();
    let state = || backup::second(&folder).unwrap().map(|second| (second.state, second.behind)).unwrap();
    assert_eq!(state(), (SecondState::Here, 0));

    fs::rename(&there, &unplugged).unwrap();
    fs::create_dir(&there).unwrap();
    journal.keep(words("one"), on(19)).unwrap();
    made(&journal, Reason::Asked, on(19));
    assert_eq!(state(), (SecondState::Absent, 1), "an empty mount point is not the drive");
    assert_eq!(fs::read_dir(&there).unwrap().count(), 0, "and is left alone");
    assert!(journal.where_held(&[Uuid::nil()]).unwrap().away);

    fs::remove_dir(&there).unwrap();
    fs::rename(&unplugged, &there).unwrap();
    made(&journal, Reason::Asked, on(20));
    assert_eq!(state(), (SecondState::Here, 0));
    let second: Vec<_> = backup::list(&folder).unwrap().into_iter().filter(|copy| copy.place == Place::Second).collect();
    assert_eq!(second.len(), 3);
    assert!(second.iter().all(Copy::is_as_written));
    assert!(backup::choose_second(&folder, &home.path().join("backups")).is_err(), "not into the journal's own folder");
    backup::forget_second(&folder).unwrap();
    assert!(backup::second(&folder).unwrap().is_none() && there.join(&second[0].id).exists(), "what is there stays");
}

#[test]
fn deleted_for_good_can_be_taken_out_of_the_copies() {
    let (home, journal) = open();
    let folder = Folder::at(home.path());
    journal.keep(words("stays"), on(18)).unwrap();
    let early = made(&journal, Reason::Asked, on(18));
    let gone = journal.keep(words("unforgettable lighthouse"), on(19)).unwrap().id;
    journal.save_draft(DraftPlace::Today, &Draft { text: "unforgettable draft".into(), ..Draft::default() }).unwrap();
    let held = made(&journal, Reason::Asked, on(19));
    journal.save_draft(DraftPlace::Today, &Draft::default()).unwrap();
    journal.keep(words("later"), on(20)).unwrap();
    journal.trash(gone, on(20)).unwrap();
    made(&journal, Reason::Asked, on(20));
    let holding = journal.where_held(&[gone]).unwrap();
    assert_eq!((holding.copies, holding.until, holding.away), (2, None, false), "the newest stays as long as it is that");
    journal.delete(gone).unwrap();
    made(&journal, Reason::Asked, on(21));
    assert_eq!(journal.where_held(&[gone]).unwrap().copies, 2);
    assert!(journal.where_held(&[gone]).unwrap().until.is_some(), "a newer one takes its place");

    let cleaned = journal.clean_copies(&mut quiet()).unwrap();
    assert_eq!((cleaned.copies, cleaned.left), (2, 0));
    assert_eq!(journal.where_held(&[gone]).unwrap().copies, 0);
    let clean = backup::find(&folder, &held.id, Place::Here).unwrap();
    assert!(clean.is_as_written() && clean.note.made_at == held.note.made_at);
    assert_eq!(backup::find(&folder, &early.id, Place::Here).unwrap().note, early.note, "what held nothing is as it was");
    let sql = raw::raw_at(&clean.folder.journal(), home.path());
    let bytes = sql.serialize(rusqlite::MAIN_DB).unwrap();
    assert!(bytes.windows(5).any(|window| window == b"stays"));
    assert!(!bytes.windows(13).any(|window| window == b"unforgettable"), "neither the page nor the index nor a draft");
    assert_eq!(backup::look_into(&folder, Some(&journal.key()), &clean, None).unwrap().glimmers, 1);
}

#[test]
fn a_copy_with_a_passphrase_opens_with_the_one_of_its_time() {
    let (home, journal) = open();
    journal.keep(words("one"), on(20)).unwrap();
    let copy = made(&journal, Reason::Asked, on(20));
    fs::remove_file(copy.folder.vault_key()).unwrap();
    let (other, theirs) = open();
    let folder = Folder::at(other.path());
    let asked = backup::look_into(&folder, Some(&theirs.key()), &copy, None);
    assert!(matches!(asked, Err(Error::Locked)), "{asked:?}");
    let asked = backup::look_into(&folder, Some(&theirs.key()), &copy, Some(&Secret::new("x")));
    assert!(matches!(asked, Err(Error::BadCopy(_))), "there is nothing that it could open: {asked:?}");
    drop(home);
}
