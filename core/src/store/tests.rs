use super::*;
use crate::clock;

#[test]
fn a_journal_of_the_first_version_gets_its_sky_in_the_order_of_keeping() {
    let home = tempfile::tempdir().unwrap();
    let folder = Folder::at(home.path());
    settle(&folder).unwrap();
    let vault = Vault::read(&folder.vault_key()).unwrap();
    std::fs::remove_file(folder.journal()).unwrap();
    begin(1, &folder.journal(), &vault).unwrap();
    let sql = connect(&folder.journal(), &vault.journal_key()).unwrap();
    let insert = "insert into glimmer (place, id, day, text, anchor, given, created_at) values (?1, ?2, '2026-11-22', ?3, 0, 0, ?4)";
    for (place, text, created_at) in [(10, "second", 200), (20, "first", 100), (30, "third", 300)] {
        sql.execute(insert, rusqlite::params![place, [place as u8; 16], text, created_at]).unwrap();
    }
    fold(&sql, PATIENCE).unwrap();
    drop(sql);

    let store = Store::open(&folder).unwrap();
    let texts = store.read(|tx| (0..3).map(|number| Ok(sky::at(tx, number)?.text)).collect::<Result<Vec<_>>>()).unwrap();
    assert_eq!(texts, ["first", "second", "third"]);
    assert_eq!(store.change(sky::take_free).unwrap(), 3);
    drop(store);

    let copies = backup::list(&folder).unwrap();
    let [copy] = &copies[..] else { panic!("one copy from before: {copies:?}") };
    assert_eq!((copy.note.reason, copy.note.schema), (backup::Reason::Migration, 1));
    let now = clock::now(chrono::NaiveTime::MIN);
    backup::restore(&folder, None, copy, None, now, &mut |_| ()).unwrap();
    let store = Store::open(&folder).unwrap();
    assert_eq!(store.read(|tx| sky::at(tx, 2)).unwrap().text, "third", "it comes back in the format of today");
}
