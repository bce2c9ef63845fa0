//! The passphrase, the recovery code, and what is written while the journal is locked.

mod shared;

use std::{collections::BTreeMap, fs, path::Path};

use glimmer_core::{
    Draft, DraftPlace, Error, Folder, Inbox, Joined, Journal, ListQuery, Moment, RecoveryCode, Secret, chrono::TimeDelta, vault,
};
use shared::{open, tonight, words};

fn moment(seconds: i64) -> Moment {
    let tonight = tonight();
    Moment { at: tonight.at + TimeDelta::seconds(seconds), ..tonight }
}

fn texts(journal: &Journal) -> Vec<String> {
    let page = journal.list(&ListQuery { limit: Some(100), ..Default::default() }).unwrap();
    page.glimmers.into_iter().map(|glimmer| glimmer.text).collect()
}

/// A journal with one glimmer, a passphrase and a recovery code.
struct Locked {
    _home: tempfile::TempDir,
    folder: Folder,
    pass: Secret,
    code: RecoveryCode,
}

fn locked() -> Locked {
    let home = tempfile::tempdir().unwrap();
    let folder = Folder::at(home.path());
    let journal = Journal::open(folder.clone()).unwrap();
    journal.keep(words("before the lock"), moment(0)).unwrap();
    let (pass, code) = (Secret::new("warm bread and café light"), RecoveryCode::generate().unwrap());
    journal.close().renew(None, &pass, &code, moment(1), &mut |_| ()).unwrap();
    Locked { _home: home, folder, pass, code }
}

/// Every file with its bytes, without the locks.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let list = fs::read_dir(folder).unwrap().map(Result::unwrap);
    let files = list.filter(|file| file.file_type().unwrap().is_file());
    let named = files.map(|file| (file.file_name().into_string().unwrap(), fs::read(file.path()).unwrap()));
    named.filter(|(name, _)| !name.ends_with(".lock")).collect()
}

#[test]
fn passphrase_and_code_open_it_and_nothing_else_does_or_changes_a_byte() {
    let Locked { folder, pass, code, .. } = &locked();
    assert!(vault::is_set(folder));
    assert!(!folder.vault_key().exists(), "the plain key is gone");
    assert!(matches!(Journal::open(folder.clone()), Err(Error::Locked)));
    let before = files(folder.path());
    let other = RecoveryCode::generate().unwrap();
    for wrong in [Secret::new("warm bread and cafe light"), Secret::new(""), Secret::new("WARM BREAD AND CAFÉ LIGHT"), other.secret()] {
        assert!(matches!(Journal::unlock(folder.clone(), &wrong), Err(Error::WrongSecret)), "the same answer to all of them");
    }
    assert_eq!(files(folder.path()), before, "a wrong try changes nothing");
    // Some keyboards send the letter and its accent one after the other.
    for right in [pass.clone(), code.secret(), Secret::new("warm bread and cafe\u{301} light")] {
        assert_eq!(texts(&Journal::unlock(folder.clone(), &right).unwrap()), ["before the lock"]);
    }
}

#[test]
fn a_lost_passphrase_file_is_no_lost_journal() {
    let Locked { folder, code, .. } = &locked();
    fs::remove_file(folder.vault_age()).unwrap();
    assert!(matches!(Journal::open(folder.clone()), Err(Error::Locked)));
    assert_eq!(texts(&Journal::unlock(folder.clone(), &code.secret()).unwrap()), ["before the lock"]);
}

#[test]
fn the_code_typed_for_a_passphrase_takes_its_place_nowhere() {
    let Locked { folder, pass, code, .. } = &locked();
    let journal = Journal::unlock(folder.clone(), pass).unwrap();
    journal.confirm(pass).unwrap();
    journal.confirm(&code.secret()).unwrap();
    assert!(matches!(journal.confirm(&Secret::new("neither")), Err(Error::WrongSecret)));
    let keys = || [folder.vault_age(), folder.vault_recovery()].map(|file| fs::read(file).unwrap());
    let before = keys();
    let refused = journal.change_passphrase(&code.secret(), &code.secret());
    assert!(matches!(refused, Err(Error::BadValue { what: "passphrase", .. })), "{refused:?}");
    let mut closed = journal.close();
    let fresh = RecoveryCode::generate().unwrap();
    let refused = closed.renew(Some(&code.secret()), &code.secret(), &fresh, moment(2), &mut |_| ());
    assert!(matches!(refused, Err(Error::BadValue { what: "passphrase", .. })), "{refused:?}");
    assert!(keys() == before, "what opens it is as it was");
}

#[test]
fn the_first_key_opens_nothing_any_more() {
    let home = tempfile::tempdir().unwrap();
    let folder = Folder::at(home.path());
    let journal = Journal::open(folder.clone()).unwrap();
    journal.keep(words("mine"), moment(0)).unwrap();
    let plain = fs::read(folder.vault_key()).unwrap();
    journal.close().renew(None, &Secret::new("a"), &RecoveryCode::generate().unwrap(), moment(1), &mut |_| ()).unwrap();
    for file in [folder.vault_age(), folder.vault_recovery()] {
        fs::remove_file(file).unwrap();
    }
    fs::write(folder.vault_key(), plain).unwrap();
    assert!(Journal::open(folder).is_err(), "whoever copied the plain key before the passphrase was set");
}

#[test]
fn another_passphrase_is_another_wrapping_and_the_code_stays() {
    let Locked { folder, pass, code, .. } = &locked();
    let new = Secret::new("quiet");
    let journal = Journal::unlock(folder.clone(), pass).unwrap();
    let before = fs::read(folder.journal()).unwrap();
    assert!(matches!(journal.change_passphrase(&Secret::new("no"), &new), Err(Error::WrongSecret)));
    assert!(matches!(journal.change_passphrase(pass, &Secret::new("")), Err(Error::BadValue { what: "passphrase", .. })));
    journal.change_passphrase(&code.secret(), &new).unwrap();
    assert_eq!(fs::read(folder.journal()).unwrap(), before, "nothing is encrypted anew");
    drop(journal);
    assert!(matches!(Journal::unlock(folder.clone(), pass), Err(Error::WrongSecret)));
    assert!(Journal::unlock(folder.clone(), &new).is_ok());
    assert!(Journal::unlock(folder.clone(), &code.secret()).is_ok());
}

#[test]
fn a_removed_passphrase_is_not_asked_for() {
    let Locked { folder, pass, code, .. } = &locked();
    let journal = Journal::unlock(folder.clone(), pass).unwrap();
    journal.remove_passphrase(&code.secret()).unwrap();
    drop(journal);
    assert!(!vault::is_set(folder));
    assert_eq!(texts(&Journal::open(folder.clone()).unwrap()), ["before the lock"]);
}

#[test]
fn a_new_code_shuts_out_the_old_one_and_the_old_passphrase() {
    let Locked { folder, pass, code, .. } = &locked();
    let (new, fresh) = (Secret::new("new"), RecoveryCode::generate().unwrap());
    let mut closed = Journal::unlock(folder.clone(), pass).unwrap().close();
    for wrong in [None, Some(&fresh.secret())] {
        assert!(matches!(closed.renew(wrong, &new, &fresh, moment(2), &mut |_| ()), Err(Error::WrongSecret)));
    }
    closed.renew(Some(&code.secret()), &new, &fresh, moment(2), &mut |_| ()).unwrap();
    assert_eq!(texts(&closed.open().unwrap()), ["before the lock"], "it opens again without being asked");
    for old in [pass.clone(), code.secret()] {
        assert!(matches!(Journal::unlock(folder.clone(), &old), Err(Error::WrongSecret)));
    }
    for right in [new, fresh.secret()] {
        assert_eq!(texts(&Journal::unlock(folder.clone(), &right).unwrap()), ["before the lock"]);
    }
}

#[test]
fn no_new_key_while_another_program_has_the_journal_open() {
    let Locked { folder, pass, code, .. } = &locked();
    let elsewhere = Journal::unlock(folder.clone(), pass).unwrap();
    let mut closed = Journal::unlock(folder.clone(), pass).unwrap().close();
    assert!(matches!(closed.renew(Some(pass), &Secret::new("new"), code, moment(2), &mut |_| ()), Err(Error::Busy)));
    drop(closed);
    elsewhere.keep(words("still here"), moment(3)).unwrap();
    drop(elsewhere);
    assert_eq!(texts(&Journal::unlock(folder.clone(), pass).unwrap()), ["still here", "before the lock"]);
}

#[test]
fn what_is_jotted_while_locked_joins_once_with_its_moment() {
    let Locked { folder, pass, .. } = &locked();
    let inbox = Inbox::of(folder.clone());
    let kept = inbox.keep(words("on the +bridge with @Marta"), moment(10)).unwrap();
    assert!(matches!(inbox.keep(words("  "), moment(10)), Err(Error::EmptyGlimmer)));
    let sealed = fs::read_dir(folder.inbox()).unwrap().map(|file| fs::read(file.unwrap().path()).unwrap()).collect::<Vec<_>>();
    assert_eq!(sealed.len(), 1);
    assert!(!sealed[0].windows(5).any(|bytes| bytes == b"Marta"), "nobody reads it there");

    let journal = Journal::unlock(folder.clone(), pass).unwrap();
    assert_eq!(journal.open_inbox().unwrap(), Joined { glimmers: 1, unreadable: 0 });
    assert_eq!(journal.glimmer(kept.id).unwrap(), kept, "as it was said to be kept");
    assert_eq!(journal.open_inbox().unwrap(), Joined::default());

    // A crash between joining and clearing away leaves the file.
    fs::write(folder.inbox().join(format!("{}.age", kept.id)), &sealed[0]).unwrap();
    assert_eq!(journal.open_inbox().unwrap(), Joined::default(), "it has joined already");
    journal.trash(kept.id, moment(11)).unwrap();
    journal.delete(kept.id).unwrap();
    fs::write(folder.inbox().join(format!("{}.age", kept.id)), &sealed[0]).unwrap();
    journal.open_inbox().unwrap();
    assert_eq!(texts(&journal), ["before the lock"], "and does not come back after it was deleted");
}

#[test]
fn what_is_sealed_and_taken_back_never_joins() {
    let Locked { folder, pass, .. } = &locked();
    let inbox = Inbox::of(folder.clone());
    let kept = inbox.keep(words("no, not this"), moment(10)).unwrap();
    inbox.take_back(kept.id).unwrap();
    assert!(matches!(inbox.take_back(kept.id), Err(Error::NotFound)));
    let journal = Journal::unlock(folder.clone(), pass).unwrap();
    assert_eq!(journal.open_inbox().unwrap(), Joined::default());
}

#[test]
fn a_draft_from_the_lock_comes_back_as_a_draft_beside_the_one_before_it() {
    let Locked { folder, pass, .. } = &locked();
    let draft = |text: &str| Draft { text: text.into(), ..Default::default() };
    let journal = Journal::unlock(folder.clone(), pass).unwrap();
    journal.save_draft(DraftPlace::Capture, &draft("begun before")).unwrap();
    drop(journal);

    let inbox = Inbox::of(folder.clone());
    for text in ["m", "mo", "more"] {
        inbox.save_draft(DraftPlace::Capture, &draft(text), moment(10)).unwrap();
    }
    assert_eq!(fs::read_dir(folder.inbox()).unwrap().count(), 1, "each replaces the one before");
    let journal = Journal::unlock(folder.clone(), pass).unwrap();
    assert_eq!(journal.open_inbox().unwrap(), Joined::default(), "a draft is no glimmer");
    journal.open_drafts(DraftPlace::Today).unwrap();
    assert_eq!(journal.draft(DraftPlace::Capture).unwrap(), Some(draft("begun before")), "its page may still be writing");
    journal.open_drafts(DraftPlace::Capture).unwrap();
    assert_eq!(journal.draft(DraftPlace::Capture).unwrap(), Some(draft("begun before\n\nmore")));
    journal.open_drafts(DraftPlace::Capture).unwrap();
    assert_eq!(journal.draft(DraftPlace::Capture).unwrap(), Some(draft("begun before\n\nmore")), "once");
    drop(journal);

    inbox.save_draft(DraftPlace::Today, &draft("to be cleared"), moment(11)).unwrap();
    inbox.save_draft(DraftPlace::Today, &Draft::default(), moment(11)).unwrap();
    assert_eq!(fs::read_dir(folder.inbox()).unwrap().count(), 0);
}

#[test]
fn whoever_begins_anew_in_front_of_the_lock_replaces_nothing() {
    let Locked { folder, pass, .. } = &locked();
    let draft = |text: &str| Draft { text: text.into(), ..Default::default() };
    let inbox = Inbox::of(folder.clone());
    inbox.save_draft(DraftPlace::Capture, &draft("the first page"), moment(10)).unwrap();
    inbox.lay_aside(DraftPlace::Capture).unwrap();
    inbox.save_draft(DraftPlace::Capture, &draft("the second"), moment(11)).unwrap();
    inbox.lay_aside(DraftPlace::Capture).unwrap();
    inbox.save_draft(DraftPlace::Capture, &draft("half"), moment(12)).unwrap();
    inbox.keep_draft(DraftPlace::Capture, words("the third, kept"), moment(12)).unwrap();
    let journal = Journal::unlock(folder.clone(), pass).unwrap();
    assert_eq!(journal.open_inbox().unwrap().glimmers, 1);
    journal.open_drafts(DraftPlace::Capture).unwrap();
    assert_eq!(journal.draft(DraftPlace::Capture).unwrap(), Some(draft("the first page\n\nthe second")));
    assert_eq!(fs::read_dir(folder.inbox()).unwrap().count(), 0);
}

#[test]
fn a_kept_draft_does_not_come_back_even_if_the_computer_stopped_between_the_two() {
    let Locked { folder, pass, .. } = &locked();
    let inbox = Inbox::of(folder.clone());
    inbox.save_draft(DraftPlace::Capture, &Draft { text: "half".into(), ..Default::default() }, moment(10)).unwrap();
    let path = fs::read_dir(folder.inbox()).unwrap().next().unwrap().unwrap().path();
    let sealed = fs::read(&path).unwrap();
    inbox.keep_draft(DraftPlace::Capture, words("half a thought, whole"), moment(10)).unwrap();
    fs::write(&path, sealed).unwrap();
    let journal = Journal::unlock(folder.clone(), pass).unwrap();
    assert_eq!(journal.open_inbox().unwrap().glimmers, 1);
    journal.open_drafts(DraftPlace::Capture).unwrap();
    assert_eq!(journal.draft(DraftPlace::Capture).unwrap(), None);
}

#[test]
fn what_cannot_be_read_stays_where_it_is_and_the_rest_joins() {
    let Locked { folder, pass, code, .. } = &locked();
    let inbox = Inbox::of(folder.clone());
    let old = inbox.keep(words("sealed to the old key"), moment(9)).unwrap();
    let name = folder.inbox().join(format!("{}.age", old.id));
    let sealed = fs::read(&name).unwrap();
    fs::remove_file(&name).unwrap();
    let mut closed = Journal::unlock(folder.clone(), pass).unwrap().close();
    closed.renew(Some(pass), pass, code, moment(9), &mut |_| ()).unwrap();
    drop(closed);
    fs::write(&name, sealed).unwrap();
    inbox.keep(words("fine"), moment(10)).unwrap();
    let bad = inbox.keep(words("to be damaged"), moment(11)).unwrap();
    let path = folder.inbox().join(format!("{}.age", bad.id));
    let mut bytes = fs::read(&path).unwrap();
    *bytes.last_mut().unwrap() ^= 1;
    fs::write(&path, &bytes).unwrap();
    fs::write(folder.inbox().join("something of somebody.txt"), "else").unwrap();

    let journal = Journal::unlock(folder.clone(), pass).unwrap();
    assert_eq!(journal.open_inbox().unwrap(), Joined { glimmers: 2, unreadable: 1 });
    assert_eq!(texts(&journal)[..2], ["fine", "sealed to the old key"], "the key before is remembered");
    assert_eq!(fs::read(&path).unwrap(), bytes);
    assert!(folder.inbox().join("something of somebody.txt").exists());
}

#[test]
fn a_begun_change_waits_until_it_is_saved_or_dropped() {
    let (_home, journal) = open();
    let kept = journal.keep(words("as it was"), moment(0)).unwrap();
    assert_eq!(journal.edit_draft(kept.id).unwrap(), None);
    let begun = Draft { text: "as it w".into(), day: Some(kept.day), ..Default::default() };
    journal.save_edit_draft(kept.id, Some(&begun)).unwrap();
    assert_eq!(journal.edit_draft(kept.id).unwrap(), Some(begun.clone()));
    let edit = glimmer_core::Edit { new: words("as it will be"), day: kept.day.before(3) };
    journal.edit(kept.id, edit, moment(1)).unwrap();
    assert_eq!(journal.edit_draft(kept.id).unwrap(), None, "saving forgets it, also when the glimmer moves");
    journal.save_edit_draft(kept.id, Some(&begun)).unwrap();
    journal.save_edit_draft(kept.id, None).unwrap();
    assert_eq!(journal.edit_draft(kept.id).unwrap(), None);
}

#[test]
fn erasing_leaves_only_what_is_not_ours_and_goes_on_after_a_crash() {
    for interrupted in [false, true] {
        let Locked { folder, .. } = &locked();
        Inbox::of(folder.clone()).keep(words("sealed"), moment(10)).unwrap();
        fs::write(folder.path().join("letter.txt"), "mine").unwrap();
        if interrupted {
            fs::write(folder.path().join("erasing"), "").unwrap();
            fs::remove_file(folder.vault_age()).unwrap();
            assert!(Journal::open(folder.clone()).unwrap().is_new().unwrap(), "the erasing ends, then a new journal begins");
        } else {
            glimmer_core::erase::erase(folder, false, None).unwrap();
            let left: Vec<_> = files(folder.path()).into_keys().collect();
            assert_eq!(left, ["letter.txt"]);
        }
        assert!(!folder.inbox().exists());
        assert_eq!(fs::read(folder.path().join("letter.txt")).unwrap(), b"mine");
    }
}

/// What is decided happens at the next opening: until then whatever was kept in the old files would be lost with them.
#[test]
fn nothing_is_kept_in_files_that_are_about_to_be_replaced() {
    let (home, journal) = open();
    journal.keep(words("before"), moment(0)).unwrap();
    let folder = Folder::at(home.path());
    let mut closed = journal.close();
    // It cannot be taken away now, so what was decided cannot be finished.
    fs::remove_file(folder.vault_key()).unwrap();
    fs::create_dir(folder.vault_key()).unwrap();
    let pass = Secret::new("warm bread");
    assert!(closed.renew(None, &pass, &RecoveryCode::generate().unwrap(), moment(1), &mut |_| ()).is_err());
    let mut expected = vec!["before".to_owned()];
    if let Ok(journal) = closed.open()
        && journal.keep(words("meanwhile"), moment(2)).is_ok()
    {
        expected.insert(0, "meanwhile".into());
    }
    fs::remove_dir(folder.vault_key()).unwrap();
    let journal = Journal::unlock(folder, &pass).expect("it was decided");
    assert_eq!(texts(&journal), expected, "what was acknowledged is there");
}

#[test]
fn a_new_key_that_could_not_be_put_in_place_at_once_is_the_key_all_the_same() {
    let Locked { folder, pass, .. } = &locked();
    let mut closed = Journal::unlock(folder.clone(), pass).unwrap().close();
    fs::remove_file(folder.vault_recovery()).unwrap();
    fs::create_dir(folder.vault_recovery()).unwrap();
    let new = Secret::new("cold stone");
    assert!(closed.renew(Some(pass), &new, &RecoveryCode::generate().unwrap(), moment(1), &mut |_| ()).is_err());
    fs::remove_dir(folder.vault_recovery()).unwrap();
    let journal = closed.open().expect("what opens it now is what was decided");
    assert_eq!(texts(&journal), ["before the lock"]);
    drop(journal);
    assert!(Journal::unlock(folder.clone(), &new).is_ok());
}
