//! Pictures of glimmers: sealed, copied, brought back, and gone when they are deleted.

#[path = "shared/pictures.rs"]
mod pictures;
mod shared;

use std::{fs, path::Path, time::Duration};

use glimmer_core::{
    Draft, DraftPlace, Error, Filter, Folder, Inbox, Journal, ListQuery, MOST_PHOTOS, NewGlimmer, Photo, RecoveryCode, Secret,
    backup::{self, Place, Reason},
    check::What,
    photos::{self, Size, Taken},
};
use pictures::jpeg;
use shared::{on, open, quiet, reopened, tonight, words};

fn taken(nth: u32) -> Taken {
    photos::take(&jpeg(60 + nth, 40)).unwrap()
}

fn with(photos: &[Photo]) -> NewGlimmer {
    NewGlimmer { photos: photos.to_vec(), ..words("the wall at four") }
}

/// The names of the files in a folder, sorted; none without it.
fn names(folder: &Path) -> Vec<String> {
    let list = fs::read_dir(folder).into_iter().flatten();
    let mut names: Vec<_> = list.map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

fn both(photo: &Photo) -> Vec<String> {
    vec![format!("{}.age", photo.name), format!("{}.small.age", photo.name)]
}

fn aged(folder: &Path) {
    for name in names(folder) {
        let file = fs::File::options().write(true).open(folder.join(name)).unwrap();
        file.set_modified(file.metadata().unwrap().modified().unwrap() - Duration::from_secs(2 * 60 * 60)).unwrap();
    }
}

#[test]
fn the_same_picture_twice_is_stored_once() {
    let (home, journal) = open();
    let (one, again) = (journal.add_photo(&taken(0)).unwrap(), journal.add_photo(&taken(0)).unwrap());
    assert_eq!(one, again);
    let other = journal.add_photo(&taken(1)).unwrap();
    assert_ne!(one.name, other.name);
    assert_eq!(names(&home.path().join("photos")).len(), 4);
    let (_home, elsewhere) = open();
    assert_ne!(elsewhere.add_photo(&taken(0)).unwrap().name, one.name, "a name tells nothing to another journal");
}

#[test]
fn a_picture_alone_is_a_glimmer_and_five_are_too_many() {
    let (_home, journal) = open();
    let photos: Vec<_> = (0..5).map(|nth| journal.add_photo(&taken(nth)).unwrap()).collect();
    let alone = NewGlimmer { photos: vec![photos[0].clone(), photos[0].clone()], ..NewGlimmer::default() };
    let kept = journal.keep(alone, tonight()).unwrap();
    assert_eq!(kept.photos, photos[..1], "once");
    let four = journal.keep(with(&photos[..MOST_PHOTOS]), tonight()).unwrap();
    assert_eq!(four.photos, photos[..4], "in the order in which they were chosen");
    assert!(matches!(journal.keep(with(&photos), tonight()), Err(Error::BadValue { what: "photos", .. })));
    journal.keep(words("without"), tonight()).unwrap();
    let filter = Filter { photo: true, ..Filter::default() };
    let found = journal.list(&ListQuery { filter, ..ListQuery::default() }).unwrap().glimmers;
    assert_eq!(found.len(), 2, "those with a picture can be looked for");
}

#[test]
fn a_description_and_the_order_can_be_changed_later() {
    let (_home, journal) = open();
    let photos: Vec<_> = (0..3).map(|nth| journal.add_photo(&taken(nth)).unwrap()).collect();
    let kept = journal.keep(with(&photos), tonight()).unwrap();
    let mut changed = vec![photos[2].clone(), photos[0].clone()];
    changed[0].alt = "  Light on the wall. \n".into();
    let edit = glimmer_core::Edit { new: with(&changed), day: kept.day };
    let edited = journal.edit(kept.id, edit, tonight()).unwrap();
    assert_eq!(edited.photos[0].alt, "Light on the wall.");
    assert_eq!(edited.photos.iter().map(|photo| &photo.name).collect::<Vec<_>>(), [&photos[2].name, &photos[0].name]);
}

#[test]
fn deleting_for_good_removes_picture_and_thumbnail_unless_another_glimmer_has_it() {
    let (home, journal) = open();
    let folder = home.path().join("photos");
    let (mine, shared_by_two) = (journal.add_photo(&taken(0)).unwrap(), journal.add_photo(&taken(1)).unwrap());
    let going = journal.keep(with(&[mine, shared_by_two.clone()]), tonight()).unwrap();
    journal.keep(with(std::slice::from_ref(&shared_by_two)), tonight()).unwrap();
    journal.trash(going.id, tonight()).unwrap();
    assert_eq!(names(&folder).len(), 4, "from the trash it can come back");
    journal.delete(going.id).unwrap();
    assert_eq!(names(&folder), both(&shared_by_two));
}

#[test]
fn what_nothing_names_goes_after_an_hour_and_what_a_draft_names_stays() {
    let (home, journal) = open();
    let folder = home.path().join("photos");
    let photos: Vec<_> = (0..4).map(|nth| journal.add_photo(&taken(nth)).unwrap()).collect();
    let kept = journal.keep(with(&photos[..1]), tonight()).unwrap();
    let draft = |nth: usize| Draft { photos: vec![photos[nth].clone()], ..Draft::default() };
    journal.save_draft(DraftPlace::Capture, &draft(1)).unwrap();
    journal.save_edit_draft(kept.id, Some(&draft(2))).unwrap();
    assert_eq!(journal.sweep_photos().unwrap(), 0, "somebody may be about to keep it");
    aged(&folder);
    fs::write(folder.join("a shopping list.txt"), "leek").unwrap();
    assert_eq!(journal.sweep_photos().unwrap(), 1);
    let mut expected: Vec<_> = photos[..3].iter().flat_map(both).chain(["a shopping list.txt".into()]).collect();
    expected.sort();
    assert_eq!(names(&folder), expected);
}

#[test]
fn what_was_taken_off_can_be_put_back_for_an_hour_however_old_it_is() {
    let (home, journal) = open();
    let folder = home.path().join("photos");
    let (drafted, kept) = (journal.add_photo(&taken(0)).unwrap(), journal.add_photo(&taken(1)).unwrap());
    let draft = Draft { photos: vec![drafted], ..Draft::default() };
    journal.save_draft(DraftPlace::Today, &draft).unwrap();
    let glimmer = journal.keep(with(std::slice::from_ref(&kept)), tonight()).unwrap();
    aged(&folder);
    journal.save_draft(DraftPlace::Today, &Draft { text: "without".into(), ..Draft::default() }).unwrap();
    journal.edit(glimmer.id, glimmer_core::Edit { new: words("without"), day: glimmer.day }, tonight()).unwrap();
    assert_eq!(journal.sweep_photos().unwrap(), 0);
    aged(&folder);
    assert_eq!(journal.sweep_photos().unwrap(), 2);
    let orphan = journal.add_photo(&taken(2)).unwrap();
    aged(&folder);
    assert_eq!(journal.add_photo(&taken(2)).unwrap(), orphan);
    assert_eq!(journal.sweep_photos().unwrap(), 0, "added again, it is as if it were new");
}

#[test]
fn taking_back_a_keep_gives_the_picture_back_to_the_draft() {
    let (home, journal) = open();
    let photo = journal.add_photo(&taken(0)).unwrap();
    let kept = journal.keep_draft(DraftPlace::Capture, with(std::slice::from_ref(&photo)), tonight()).unwrap();
    let draft = journal.undo_keep(DraftPlace::Capture, kept.id, tonight()).unwrap();
    assert_eq!(draft.photos, std::slice::from_ref(&photo));
    aged(&home.path().join("photos"));
    assert_eq!(journal.sweep_photos().unwrap(), 0);
    assert!(journal.photo(&photo.name, Size::Small).is_ok());
}

#[test]
fn copies_share_what_they_have_and_let_go_of_what_none_of_them_needs() {
    let (home, journal) = open();
    let pool = home.path().join("backups/photos");
    let (old, new) = (journal.add_photo(&taken(0)).unwrap(), journal.add_photo(&taken(1)).unwrap());
    let kept = journal.keep(with(std::slice::from_ref(&old)), on(20)).unwrap();
    let make = |day| backup::make(&journal, Reason::Asked, on(day), &mut quiet()).unwrap();
    let first = make(20);
    assert_eq!((names(&pool), first.note.photos), (both(&old), 1));
    let written = fs::metadata(pool.join(&both(&old)[0])).unwrap().modified().unwrap();
    journal.keep(with(std::slice::from_ref(&new)), on(21)).unwrap();
    let second = make(21);
    assert_eq!((names(&pool).len(), second.note.photos), (4, 2));
    assert_eq!(fs::metadata(pool.join(&both(&old)[0])).unwrap().modified().unwrap(), written, "only what is new is copied");

    journal.trash(kept.id, on(21)).unwrap();
    journal.delete(kept.id).unwrap();
    assert_eq!(names(&home.path().join("photos")), both(&new));
    assert_eq!(names(&pool).len(), 4, "the copies still hold it, and say so");
    assert_eq!(journal.where_held(&[kept.id]).unwrap().copies, 2);
    journal.clean_copies(&mut quiet()).unwrap();
    assert_eq!(names(&pool), both(&new), "removed there too");
    fs::write(pool.join(&both(&new)[0]), "half").unwrap();
    make(22);
    assert!(fs::metadata(pool.join(&both(&new)[0])).unwrap().len() > 100, "what was cut short comes again");

    let other = journal.add_photo(&taken(5)).unwrap();
    let gone = journal.keep(with(&[other]), on(22)).unwrap();
    let unread = make(22);
    journal.trash(gone.id, on(22)).unwrap();
    journal.delete(gone.id).unwrap();
    fs::write(unread.folder.path().join("copy.json"), "{").unwrap();
    make(22);
    assert_eq!(names(&pool).len(), 4, "nobody can say what belongs to a copy that is not understood");
}

#[test]
fn the_second_folder_has_the_pictures_too() {
    let (home, journal) = open();
    let drive = tempfile::tempdir().unwrap();
    let folder = Folder::at(home.path());
    backup::choose_second(&folder, drive.path()).unwrap();
    let photo = journal.add_photo(&taken(0)).unwrap();
    journal.keep(with(std::slice::from_ref(&photo)), tonight()).unwrap();
    backup::make(&journal, Reason::Asked, tonight(), &mut quiet()).unwrap();
    assert_eq!(names(&drive.path().join("photos")), both(&photo));
    drop(journal);
    fs::remove_dir_all(home.path().join("backups")).unwrap();
    fs::remove_dir_all(home.path().join("photos")).unwrap();
    let copy = backup::list(&folder).unwrap().into_iter().find(|copy| copy.place == Place::Second).unwrap();
    backup::restore(&folder, None, &copy, None, tonight(), &mut quiet()).unwrap();
    assert!(reopened(home.path()).photo(&photo.name, Size::Full).is_ok());
}

#[test]
fn a_missing_or_damaged_picture_is_found_and_taken_from_a_copy() {
    let (home, journal) = open();
    let photo = journal.add_photo(&taken(0)).unwrap();
    journal.keep(with(std::slice::from_ref(&photo)), tonight()).unwrap();
    let whole = journal.photo(&photo.name, Size::Full).unwrap();
    let path = home.path().join("photos").join(&both(&photo)[0]);
    let damage = || {
        let mut sealed = fs::read(&path).unwrap();
        let last = sealed.len() - 1;
        sealed[last] ^= 1;
        fs::write(&path, sealed).unwrap();
    };
    damage();
    assert!(matches!(journal.photo(&photo.name, Size::Full), Err(Error::Damaged)));
    let found = journal.check(&mut quiet()).unwrap().findings;
    assert_eq!(found.iter().map(|finding| finding.what).collect::<Vec<_>>(), [What::Photo]);
    fs::remove_file(&path).unwrap();
    assert!(matches!(journal.photo(&photo.name, Size::Full), Err(Error::NotFound)));
    assert_eq!(journal.check(&mut quiet()).unwrap().findings.len(), 1);
    let without = backup::make(&journal, Reason::Asked, tonight(), &mut quiet()).unwrap();
    assert!(without.is_as_written(), "words are copied all the same");

    journal.add_photo(&taken(0)).unwrap();
    assert_eq!(journal.photo(&photo.name, Size::Full).unwrap(), whole, "the same picture again mends it");
    backup::make(&journal, Reason::Asked, on(23), &mut quiet()).unwrap();
    for harm in [&damage as &dyn Fn(), &|| fs::remove_file(&path).unwrap()] {
        harm();
        assert_eq!(journal.photo(&photo.name, Size::Full).unwrap(), whole, "a copy has it");
        assert!(journal.check(&mut quiet()).unwrap().findings.is_empty(), "and from then on it is whole again");
    }
}

#[test]
fn a_restored_glimmer_has_its_picture_again() {
    let (home, journal) = open();
    let photo = journal.add_photo(&taken(0)).unwrap();
    let kept = journal.keep(with(std::slice::from_ref(&photo)), on(20)).unwrap();
    let copy = backup::make(&journal, Reason::Asked, on(20), &mut quiet()).unwrap();
    let edit = glimmer_core::Edit { new: words("the wall at four"), day: kept.day };
    journal.edit(kept.id, edit, on(20)).unwrap();
    aged(&home.path().join("photos"));
    assert_eq!(journal.sweep_photos().unwrap(), 1);
    drop(journal);
    backup::restore(&Folder::at(home.path()), None, &copy, None, on(21), &mut quiet()).unwrap();
    let journal = reopened(home.path());
    assert_eq!(journal.glimmer(kept.id).unwrap().photos, std::slice::from_ref(&photo));
    assert!(journal.photo(&photo.name, Size::Full).is_ok());
}

#[test]
fn under_a_new_key_every_picture_opens_and_the_old_key_opens_none() {
    let (home, journal) = open();
    let folder = Folder::at(home.path());
    let photo = journal.add_photo(&taken(0)).unwrap();
    journal.keep(with(std::slice::from_ref(&photo)), tonight()).unwrap();
    backup::make(&journal, Reason::Asked, tonight(), &mut quiet()).unwrap();
    let old: age::x25519::Identity =
        fs::read_to_string(folder.vault_key()).unwrap().lines().find(|line| line.starts_with("AGE-SECRET-KEY-1")).unwrap().parse().unwrap();
    let (pass, code) = (Secret::new("warm bread"), RecoveryCode::generate().unwrap());
    journal.close().renew(None, &pass, &code, tonight(), &mut quiet()).unwrap();
    let journal = Journal::unlock(folder, &pass).unwrap();
    assert!(journal.photo(&photo.name, Size::Full).is_ok(), "before they are sealed anew");
    journal.renew_copies(&mut quiet()).unwrap();
    journal.reseal_photos(&mut |_| false).unwrap();
    journal.reseal_photos(&mut |_| true).unwrap();
    for place in ["photos", "backups/photos"] {
        for name in both(&photo) {
            let sealed = fs::read(home.path().join(place).join(name)).unwrap();
            assert!(age::decrypt(&old, &sealed).is_err(), "{place}");
        }
    }
    assert!(journal.photo(&photo.name, Size::Small).is_ok() && journal.photo(&photo.name, Size::Full).is_ok());
    assert!(journal.check(&mut quiet()).unwrap().findings.is_empty());
    assert_eq!(journal.add_photo(&taken(0)).unwrap().name, photo.name, "and keeps its name");
}

#[test]
fn a_picture_taken_in_while_locked_joins_under_its_own_name() {
    let (home, journal) = open();
    let folder = Folder::at(home.path());
    let known = journal.add_photo(&taken(0)).unwrap();
    let inbox = Inbox::of(folder);
    let sealed: Vec<_> = (0..3).map(|nth| inbox.add_photo(&taken(nth)).unwrap()).collect();
    assert!(sealed.iter().all(|photo| photo.name.is_by_chance()));
    inbox.keep(with(&sealed[..2]), tonight()).unwrap();
    inbox.save_draft(DraftPlace::Capture, &Draft { photos: vec![sealed[2].clone()], ..Draft::default() }, tonight()).unwrap();
    aged(&home.path().join("photos"));
    journal.keep(with(std::slice::from_ref(&known)), tonight()).unwrap();
    assert_eq!(journal.sweep_photos().unwrap(), 0, "what waits names them");
    journal.open_drafts(DraftPlace::Capture).unwrap();
    let joined = &journal.today(tonight()).unwrap().glimmers;
    let photos = &joined.iter().find(|glimmer| glimmer.photos.len() == 2).unwrap().photos;
    assert_eq!(photos[0].name, known.name, "it is the same picture");
    let draft = journal.draft(DraftPlace::Capture).unwrap().unwrap();
    for photo in photos.iter().chain(&draft.photos) {
        assert!(!photo.name.is_by_chance() && journal.photo(&photo.name, Size::Full).is_ok());
    }
    assert_eq!(names(&home.path().join("photos")).len(), 6, "and lies there once");

    let twice = [0, 0].map(|_| inbox.add_photo(&taken(9)).unwrap());
    inbox.keep(NewGlimmer { photos: twice.to_vec(), ..words("twice") }, tonight()).unwrap();
    journal.open_inbox().unwrap();
    let joined = journal.today(tonight()).unwrap().glimmers;
    assert_eq!(joined.iter().find(|one| one.text == "twice").unwrap().photos.len(), 1, "the same picture is there once");

    let late = inbox.add_photo(&taken(7)).unwrap();
    let kept = journal.keep(with(std::slice::from_ref(&late)), tonight()).unwrap();
    assert!(!kept.photos[0].name.is_by_chance(), "also when it was opened before Enter");
    assert!(journal.photo(&kept.photos[0].name, Size::Full).is_ok());
}

#[test]
fn whatever_became_of_a_sealed_picture_the_words_join() {
    let (home, journal) = open();
    let folder = home.path().join("photos");
    let inbox = Inbox::of(Folder::at(home.path()));
    let [gone, no_thumbnail, mends] = [0, 1, 2].map(|nth| inbox.add_photo(&taken(nth)).unwrap());
    let known = journal.add_photo(&taken(2)).unwrap();
    for file in both(&gone) {
        fs::remove_file(folder.join(file)).unwrap();
    }
    fs::remove_file(folder.join(&both(&no_thumbnail)[1])).unwrap();
    for file in both(&known) {
        fs::write(folder.join(file), "half").unwrap();
    }
    inbox.keep(with(&[gone.clone(), no_thumbnail, mends]), tonight()).unwrap();
    assert_eq!(journal.open_inbox().unwrap().glimmers, 1);
    let photos = journal.today(tonight()).unwrap().glimmers.remove(0).photos;
    assert_eq!(photos[0].name, gone.name, "shown as one that is missing");
    for photo in &photos[1..] {
        assert!(!photo.name.is_by_chance() && journal.photo(&photo.name, Size::Full).is_ok());
    }
    assert!(journal.photo(&known.name, Size::Small).is_ok(), "what was damaged there is whole again");
}

#[test]
fn nothing_goes_while_a_damaged_journal_is_set_aside() {
    let (home, journal) = open();
    journal.add_photo(&taken(0)).unwrap();
    aged(&home.path().join("photos"));
    fs::create_dir_all(home.path().join("set-aside/20261122T193100Z")).unwrap();
    assert_eq!(journal.sweep_photos().unwrap(), 0, "its glimmers may name it");
}

#[test]
fn no_name_leads_out_of_its_folder() {
    for name in ["", "..", "../journal.db", &"A".repeat(64), &"a".repeat(63), &format!("new-{}", "a".repeat(31)), "new-../../vault.key"] {
        assert!(name.parse::<glimmer_core::PhotoName>().is_err(), "{name}");
        let photo = format!(r#"{{"name":{name:?},"width":1,"height":1}}"#);
        assert!(serde_json::from_str::<Photo>(&photo).is_err());
    }
}

#[test]
fn erasing_takes_the_pictures_and_their_copies_along() {
    let (home, journal) = open();
    let photo = journal.add_photo(&taken(0)).unwrap();
    journal.keep(with(&[photo]), tonight()).unwrap();
    backup::make(&journal, Reason::Asked, tonight(), &mut quiet()).unwrap();
    drop(journal);
    glimmer_core::erase::erase(&Folder::at(home.path()), true, None).unwrap();
    assert!(!home.path().join("photos").exists() && !home.path().join("backups").exists());
}
