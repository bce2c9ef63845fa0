//! A journal that somebody might have written.

use glimmer_core::{
    Folder, Journal, Moment, NewGlimmer, Photo, Settings, Support, SupportKind,
    chrono::{DateTime, FixedOffset, TimeDelta},
    clock, photos,
};

use crate::Desktop;

/// How many days ago and at what hour (`None`: only the day is known), the words, feelings, senses, tags, marks (`a`nchor, `g`iven).
type Line = (i64, Option<u32>, &'static str, &'static [&'static str], &'static [&'static str], &'static [&'static str], &'static str);

const LINES: &[Line] = &[
    (
        1096,
        Some(22),
        "Rain on the skylight while everyone slept. I was the only one awake and it was not lonely.",
        &["safe"],
        &["hearing"],
        &[],
        "a",
    ),
    (1090, Some(8), "Shoulders came down by themselves on the night bus, rain all over the windows.", &["safe"], &["inside"], &[], ""),
    (
        820,
        Some(19),
        "A blackbird on the aerial, going on and on. I stood there with the keys in my hand.",
        &["hopeful"],
        &["hearing"],
        &["+home"],
        "a",
    ),
    (731, None, "", &["calm"], &["touching"], &[], ""),
    (400, Some(17), "Smell of rain on hot pavement, walking slowly on purpose.", &["safe", "calm"], &["smelling"], &[], ""),
    (365, Some(12), "Soup that @Otto made, too much pepper, both of us laughing.", &["joyful"], &["tasting"], &[], ""),
    (190, Some(7), "The tram driver waited. Just a nod, as if of course.", &["connected"], &["seeing"], &["+line 18"], "a"),
    (
        90,
        Some(20),
        "I carried @Marta’s boxes up all five floors and she sang on the stairs.",
        &["connected", "joyful"],
        &["hearing"],
        &[],
        "g",
    ),
    (40, Some(15), "雨が窓をたたく音", &["calm"], &["hearing"], &[], ""),
    (
        19,
        Some(18),
        "Ran home in the rain and the hall light was already on. Somebody had thought of me.",
        &["safe", "connected"],
        &["seeing"],
        &["@Marta"],
        "",
    ),
    (7, Some(9), "Cold water over the wrists, and the morning began again.", &["wide awake"], &["touching"], &[], ""),
    (
        2,
        Some(16),
        "Light on the kitchen wall at four, moving when the curtain moved. I put the pan down and watched until it went.",
        &["calm", "hopeful"],
        &["seeing"],
        &["+kitchen"],
        "a",
    ),
    (0, Some(7), "First cup, steam on the window, nobody needing anything yet.", &["safe", "calm"], &["seeing", "touching"], &[], "a"),
    (0, None, "", &["calm"], &["touching"], &[], ""),
    (0, Some(16), "Mum’s handwriting on an old envelope at the back of the drawer. Her sevens.", &["connected"], &["seeing"], &[], ""),
];

/// Keeps a few years of glimmers, the last of them today. It is the afternoon on this desktop.
pub fn some_years(desktop: &Desktop) {
    let all = LINES.iter().map(|(days, hour, text, feelings, senses, tags, marks)| {
        let moment = moment(*days * 24 + hour.map_or(0, |hour| 17 - i64::from(hour)));
        let new = NewGlimmer {
            anchor: marks.contains('a'),
            given: marks.contains('g'),
            day: hour.is_none().then_some(moment.day),
            ..glimmer(text, feelings, senses, tags)
        };
        (new, moment)
    });
    keep(desktop, all);
}

/// Keeps `count` more, feelings in turn, some of them anchors.
pub fn many(desktop: &Desktop, count: i64) {
    let feelings = ["safe", "calm", "connected", "hopeful", "joyful"];
    let all = (0..count).map(|n| {
        let feeling = &feelings[usize::try_from(n * n + n / 3).expect("small") % feelings.len()];
        let felt = if n % 9 == 0 { &[] } else { std::slice::from_ref(feeling) };
        let text = format!("The window, number {n}, and what was behind it");
        let new = NewGlimmer { anchor: n % 23 == 7, ..glimmer(&text, felt, &[], &[]) };
        (new, moment(1200 * 24 - n * 20))
    });
    keep(desktop, all);
}

/// Three of somebody who has just begun: one heard, one touched with somebody, one bright.
pub fn three(desktop: &Desktop) {
    let all = [
        (glimmer("Rain on the skylight.", &["safe"], &["hearing"], &[]), moment(400)),
        (glimmer("A hand on my sleeve, @Marta’s.", &["connected"], &["touching"], &[]), moment(90)),
        (glimmer("We danced in the kitchen.", &["joyful"], &["inside"], &[]), moment(50)),
    ];
    keep(desktop, all);
}

/// A day with photos: some with words, one alone, an upright one, one with a description.
pub fn with_photos(desktop: &Desktop) {
    let on = journal(desktop);
    let photo = |width, height, warmth| {
        let taken = photos::take_pixels(width, height, light_on_a_wall(width, height, warmth)).expect("a picture");
        on.add_photo(&taken).expect("it is stored")
    };
    let described =
        Photo { alt: "A square of light on a white wall, with the shadow of the window’s bars.".into(), ..photo(1600, 1200, 40) };
    let all = [
        ("Light on the kitchen wall at four.", vec![described]),
        ("Three of the light, one after the other.", vec![photo(1200, 900, 20), photo(900, 1200, 60), photo(1600, 700, 5)]),
        ("", vec![photo(1000, 1000, 70)]),
        ("Rain on the skylight, and nothing to photograph.", Vec::new()),
    ];
    for (nth, (text, photos)) in all.into_iter().enumerate() {
        let without = photos.is_empty();
        let kept = on.keep(NewGlimmer { photos, ..glimmer(text, &["calm"], &["seeing"], &[]) }, moment(nth as i64)).expect("it is kept");
        on.keep_out(kept.id, without).expect("a hard day shows one of the others");
    }
}

/// The sun through a window, on a wall: rows of red, green, blue and opacity. `warmth` makes each another one.
fn light_on_a_wall(width: u32, height: u32, warmth: u8) -> Vec<u8> {
    let pixel = |x: u32, y: u32| {
        let (x, y) = (f64::from(x) / f64::from(width), f64::from(y) / f64::from(height));
        let slanted = x - 0.25 * y;
        let is_pane = (0.3..0.68).contains(&slanted) && (0.2..0.75).contains(&y);
        let is_bar = ((slanted - 0.49).abs() < 0.012 || (y - 0.46).abs() < 0.018) && is_pane;
        let wall = 1.0 - 0.35 * (x - 0.5).hypot(y - 0.4);
        let light = if is_pane && !is_bar { 1.0 } else { 0.62 * wall };
        let shade = |most: f64| (most * light) as u8;
        [shade(250.0), shade(235.0 - f64::from(warmth) * 0.4), shade(205.0 - f64::from(warmth)), 255]
    };
    (0..height).flat_map(|y| (0..width).map(move |x| (x, y))).flat_map(|(x, y)| pixel(x, y)).collect()
}

/// What somebody wrote down for their hard days.
pub fn supports(desktop: &Desktop) {
    let support =
        |kind, name: &str, reach: &str, about: &str| Support { kind, name: name.into(), reach: reach.into(), about: about.into() };
    let all = vec![
        support(SupportKind::Person, "Marta", "07700 900146", "sister, any hour"),
        support(SupportKind::Therapist, "Dr Okafor", "okafor@example.org", "weekdays until five"),
        support(SupportKind::Song, "Nina Simone, “Feeling Good”", "", ""),
        support(SupportKind::Step, "Feed the cat.", "", ""),
        support(SupportKind::Sentence, "It has been like this before, and it did not stay.", "", ""),
    ];
    journal(desktop).set_supports(all).expect("they are kept");
}

/// The journal of this desktop, through the same door as ever.
pub fn journal(desktop: &Desktop) -> Journal {
    Journal::open(Folder::at(desktop.home())).expect("a journal")
}

fn keep(desktop: &Desktop, all: impl IntoIterator<Item = (NewGlimmer, Moment)>) {
    journal(desktop).keep_all(all).expect("they are kept");
}

fn glimmer(text: &str, feelings: &[&str], senses: &[&str], tags: &[&str]) -> NewGlimmer {
    NewGlimmer {
        text: text.into(),
        feelings: feelings.iter().map(|one| one.parse().expect("a feeling")).collect(),
        senses: senses.iter().map(|one| one.parse().expect("a sense")).collect(),
        tags: tags.iter().map(|one| one.parse().expect("a tag")).collect(),
        ..NewGlimmer::default()
    }
}

/// The moment that it is on the desktop: its day is another than where the tests run, some hours of each day.
pub fn now() -> Moment {
    moment(0)
}

fn moment(hours: i64) -> Moment {
    Moment::new(hours_ago(hours), Settings::default().day_ends)
}

/// An instant before now, as the clock of the desktop shows it: there it is five in the afternoon.
fn hours_ago(hours: i64) -> DateTime<FixedOffset> {
    let now = clock::local().to_utc();
    let zone = FixedOffset::east_opt(crate::desktop::hours_east() * 3600).expect("a zone");
    now.with_timezone(&zone) - TimeDelta::hours(hours)
}
