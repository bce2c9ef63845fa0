//! What is done to a journal while something goes wrong. Each is one change that is acknowledged as a whole, and is chosen by
//! a seed, a number and what stands in the journal: two journals that begin alike and live through the same numbers are alike.

use std::{fs, path::Path, time::Duration};

use glimmer_core::{
    Day, Device, Draft, DraftPlace, Edit, Error, Feeling, Folder, Glimmer, Inbox, Journal, Leaving, ListQuery, Moment, NewGlimmer, Rest,
    Result, Sense, Settings, Support, SupportKind, Visit, VisitMoment,
    chrono::{DateTime, NaiveTime, TimeDelta},
    photos::{self, Taken},
    reminder::Kind,
    review::{crisis::OwnLine, hard_day::Arrival},
};

use super::{dice::Dice, living::Living, state::WORD};

/// A new one of the core's is one more line here, one in [`Operation::ALL`] and one in [`Operation::apply`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operation {
    Keep,
    KeepDraft,
    Draft,
    EditDraft,
    Edit,
    /// Kept while the journal is locked: sealed, and let in at the next look.
    Seal,
    /// Kept with a picture; the same few come again and again.
    Photo,
    /// The same while the journal is locked.
    SealPhoto,
    /// A picture that nothing names yet, and one that a draft names.
    DraftPhoto,
    /// What nothing names any more goes, for it is old enough.
    Sweep,
    /// The pictures get the present key.
    Reseal,
    Anchor,
    Rest,
    KeepOut,
    KeepTagOut,
    Visit,
    Undo,
    Trash,
    Restore,
    Delete,
    EmptyTrash,
    Supports,
    OwnLine,
    Prompts,
    Invitation,
    Setting,
    /// Closed, and opened again by what opens it.
    Lock,
    /// Another key and passphrase.
    Renew,
    ChangePassphrase,
    RemovePassphrase,
    BackUp,
    /// The copies get the present key and what opens it.
    RenewCopies,
    RestoreCopy,
}

/// More would only make each look at all of it slow.
const MOST_LISTED: usize = 24;
const MOST_VISITS: usize = 5;

impl Operation {
    /// In the order in which a short trial goes through them.
    pub const ALL: [Self; 33] = [
        Self::Keep,
        Self::Draft,
        Self::KeepDraft,
        Self::EditDraft,
        Self::Seal,
        Self::Photo,
        Self::DraftPhoto,
        Self::SealPhoto,
        Self::Edit,
        Self::Anchor,
        Self::Visit,
        Self::Rest,
        Self::KeepOut,
        Self::KeepTagOut,
        Self::BackUp,
        Self::Trash,
        Self::Restore,
        Self::Renew,
        Self::Reseal,
        Self::Lock,
        Self::Undo,
        Self::Supports,
        Self::OwnLine,
        Self::RestoreCopy,
        Self::RenewCopies,
        Self::ChangePassphrase,
        Self::Prompts,
        Self::Invitation,
        Self::RemovePassphrase,
        Self::Setting,
        Self::Delete,
        Self::EmptyTrash,
        Self::Sweep,
    ];

    /// The one with this number: each once, then by chance, keeping more often than anything else.
    fn numbered(number: usize, dice: &mut Dice) -> Self {
        match Self::ALL.get(number) {
            Some(operation) => *operation,
            None if dice.below(3) == 0 => Self::Keep,
            None => *dice.pick(&Self::ALL),
        }
    }

    /// Whether the journal is closed meanwhile.
    fn closes(self) -> bool {
        matches!(self, Self::Lock | Self::Renew | Self::ChangePassphrase | Self::RestoreCopy)
    }

    fn apply(self, living: &mut Living, number: usize, dice: &mut Dice) -> Result<()> {
        let now = moment(number);
        living.journal()?.open_inbox()?;
        match self {
            Self::Lock => living.lock(),
            Self::Renew => living.renew(number, now),
            Self::ChangePassphrase => living.change_passphrase(number, now),
            Self::RemovePassphrase => living.remove_passphrase(),
            Self::BackUp => living.back_up(now),
            Self::RenewCopies => living.renew_copies(),
            Self::RestoreCopy => living.restore(number, now),
            _ => {
                let folder = living.folder.clone();
                self.apply_inside(living.journal()?, &folder, number, dice)
            }
        }
    }

    fn apply_inside(self, on: &Journal, folder: &Folder, number: usize, dice: &mut Dice) -> Result<()> {
        let now = moment(number);
        let listed = on.list(&ListQuery::default())?.glimmers;
        let trashed = on.list(&ListQuery { trash: true, ..ListQuery::default() })?.glimmers;
        let one = dice.pick_or_none(&listed);
        let gone = dice.pick_or_none(&trashed);
        match (self, one, gone) {
            (Self::Keep, Some(one), _) if listed.len() > MOST_LISTED => on.trash(one.id, now),
            (Self::KeepDraft, ..) if listed.len() <= MOST_LISTED => on.keep_draft(place(dice), new(number, dice), now).map(drop),
            (Self::Draft, ..) => on.save_draft(place(dice), &draft(number, dice)),
            (Self::EditDraft, Some(one), _) => on.save_edit_draft(one.id, Some(&draft(number, dice))),
            (Self::Seal, ..) => {
                let new = new(number, dice);
                // One that was sealed before it could be acknowledged has been let in by now.
                let is_there = listed.iter().any(|one| one.text == new.text);
                if is_there { Ok(()) } else { Inbox::of(folder.clone()).keep(new, now).map(drop) }
            }
            (Self::Photo, ..) if listed.len() <= MOST_LISTED => {
                let photos = vec![on.add_photo(&picture(dice)?)?];
                on.keep(NewGlimmer { photos, ..new(number, dice) }, now).map(drop)
            }
            (Self::SealPhoto, ..) => {
                let (inbox, picture) = (Inbox::of(folder.clone()), picture(dice)?);
                let new = new(number, dice);
                if listed.iter().any(|one| one.text == new.text) {
                    return Ok(());
                }
                let photos = vec![inbox.add_photo(&picture)?];
                inbox.keep(NewGlimmer { photos, ..new }, now).map(drop)
            }
            (Self::DraftPhoto, ..) => {
                let photos = vec![on.add_photo(&picture(dice)?)?];
                on.save_draft(place(dice), &Draft { photos, ..draft(number, dice) })
            }
            (Self::Sweep, ..) => {
                age(&folder.path().join("photos"));
                on.sweep_photos().map(drop)
            }
            (Self::Reseal, ..) => on.reseal_photos(&mut |_| true),
            (Self::Edit, Some(one), _) => {
                let edit = Edit { new: new(number, dice), day: one.day.before(dice.below(3)) };
                on.edit(one.id, edit, now).map(drop)
            }
            (Self::Anchor, Some(one), _) => on.mark_anchor(one.id, !one.anchor, now).map(drop),
            (Self::Rest, Some(one), _) => on.rest(one.id, *dice.pick(&[None, Some(Rest::Month), Some(Rest::Year)]), now).map(drop),
            (Self::KeepOut, Some(one), _) => on.keep_out(one.id, !one.consent.kept_out).map(drop),
            (Self::KeepTagOut, ..) => on.keep_tag_out(&dice.pick(&TAGS).parse()?, dice.below(2) == 0, None),
            (Self::Visit, ..) => visit(on, &on.visits()?, one, now, dice),
            (Self::Trash, Some(one), _) => on.trash(one.id, now),
            (Self::Restore, _, Some(gone)) => on.restore(gone.id),
            (Self::Delete, _, Some(gone)) => on.delete(gone.id),
            (Self::EmptyTrash, ..) => on.empty_trash().map(drop),
            (Self::Supports, ..) => on.set_supports((0..dice.below(4)).map(|nth| support(number, nth)).collect()).map(drop),
            (Self::OwnLine, ..) => {
                on.set_own_line(Some(&OwnLine { name: format!("Line {number}"), reach: "112".into(), about: String::new() }))
            }
            (Self::Prompts, ..) => on.set_prompts(&[format!("What was there at {number}?")]).map(drop),
            (Self::Invitation, ..) => on.set_own_invitation(Kind::Evening, &format!("Evening {number}")).map(drop),
            (Self::Setting, ..) => {
                let at = NaiveTime::from_hms_opt(20, u32::try_from(number % 60).unwrap_or_default(), 0).unwrap_or_default();
                Device::change(folder, |device| device.settings.evening.at = at).map(drop)
            }
            (Self::Undo, ..) if listed.iter().any(|one| can_be_undone(one, now)) => {
                let fresh = listed.iter().filter(|one| can_be_undone(one, now)).max_by_key(|one| one.created_at);
                fresh.map_or(Ok(()), |fresh| on.undo_keep(place(dice), fresh.id, now).map(drop))
            }
            // Nothing there to do it to, yet.
            _ => on.keep(new(number, dice), now).map(drop),
        }
    }
}

/// Does the operation with this number.
///
/// # Errors
/// Whatever the core says; then nothing was acknowledged, and the same number may be tried again.
pub fn apply(living: &mut Living, seed: u64, number: usize) -> Result<()> {
    let mut dice = Dice::thrown(seed, number as u64);
    Operation::numbered(number, &mut dice).apply(living, number, &mut dice)
}

/// Whether the operation with this number leaves the journal open all the while.
pub fn stays_open(seed: u64, number: usize) -> bool {
    !Operation::numbered(number, &mut Dice::thrown(seed, number as u64)).closes()
}

const TAGS: [&str; 3] = ["@Marta", "+kitchen", "#small"];

fn moment(number: usize) -> Moment {
    let first = DateTime::parse_from_rfc3339("2026-11-22T20:31:00+01:00").unwrap_or_default();
    Moment::new(first + TimeDelta::minutes(3 * number as i64), Settings::default().day_ends)
}

fn new(number: usize, dice: &mut Dice) -> NewGlimmer {
    let tag = dice.pick(&["", " with @Marta", " in the +kitchen"]);
    // Some do not fit into one page of the store.
    let long = "and then some more of it, ".repeat(dice.below(20) as usize * usize::from(dice.below(4) == 0) * 20);
    NewGlimmer {
        text: format!("{WORD} {number}{tag}{long}"),
        feelings: dice.pick_or_none(&Feeling::FIVE).and_then(|name| name.parse().ok()).into_iter().collect(),
        senses: vec![*dice.pick(&Sense::ALL)],
        anchor: dice.below(5) == 0,
        given: dice.below(5) == 0,
        day: (dice.below(4) == 0).then(|| moment(number).day.before(dice.below(400))),
        ..NewGlimmer::default()
    }
}

/// As if everything there had been written hours ago.
fn age(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let then = entry.metadata().and_then(|file| file.modified()).ok().and_then(|at| at.checked_sub(Duration::from_secs(2 * 3600)));
        let aged = then.map(|then| fs::File::options().write(true).open(entry.path()).and_then(|file| file.set_modified(then)));
        // What cannot be made older stays, and the sweep passes over it.
        drop(aged);
    }
}

/// One of a few, made once: a plain field in another colour.
fn picture(dice: &mut Dice) -> Result<Taken> {
    let pixels = [dice.below(4) as u8 * 60, 90, 120, 255].repeat(24 * 16);
    photos::take_pixels(24, 16, pixels).map_err(|refused| Error::BadValue { what: "picture", why: refused.to_string() })
}

fn draft(number: usize, dice: &mut Dice) -> Draft {
    let day: Option<Day> = (dice.below(3) == 0).then(|| moment(number).day);
    Draft { text: format!("half a {WORD}, {number}"), senses: vec![*dice.pick(&Sense::ALL)], day, ..Draft::default() }
}

fn place(dice: &mut Dice) -> DraftPlace {
    *dice.pick(&[DraftPlace::Capture, DraftPlace::Today, DraftPlace::HardDay])
}

fn support(number: usize, nth: u64) -> Support {
    Support { kind: SupportKind::Person, name: format!("Marta {number}.{nth}"), reach: "07700 900146".into(), about: String::new() }
}

/// The core lets a keep be taken back for ten minutes, if nothing was said about it since.
fn can_be_undone(one: &Glimmer, now: Moment) -> bool {
    let fresh = now.at.to_utc() - one.created_at <= TimeDelta::minutes(9);
    fresh && one.edited_at.is_none() && one.consent.rests_until.is_none() && !one.consent.kept_out
}

/// The next thing in a hard-day visit; begins one if none is open.
fn visit(on: &Journal, visits: &[Visit], one: Option<&Glimmer>, now: Moment, dice: &mut Dice) -> Result<()> {
    let Some(open) = visits.first().filter(|newest| newest.closed_at.is_none()) else {
        return if visits.len() > MOST_VISITS { on.erase_visits() } else { on.open_visit(now).map(drop) };
    };
    let words = || format!("the {WORD} at {}", now.at);
    match (dice.below(7), one) {
        (0, _) => on.note_arrival(open.id, *dice.pick(&[Arrival::WoundUp, Arrival::ShutDown])),
        (1, _) => on.note_heaviness(open.id, VisitMoment::Before, Some(dice.below(11) as u8)),
        (2, _) => on.note_leaving(open.id, &Leaving { forward: words(), toward: words() }),
        (3, Some(one)) => on.note_noticed(open.id, one.id),
        (4, Some(one)) => on.stay_with(open.id, Some(one.id)),
        (5, Some(one)) => on.rest_during(open.id, one.id, Some(Rest::Month), now).map(drop),
        _ => on.close_visit(open.id, now),
    }
}
