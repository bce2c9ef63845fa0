//! Words that would be something else to whoever reads them as markup, code, a query or orders; kept wherever something can be
//! written, and then looked at wherever it is shown.

use std::{collections::BTreeSet, time::Instant};

use glimmer_core::{Draft, DraftPlace, Leaving, NewGlimmer, Support, SupportKind, reminder::Kind, review::crisis::OwnLine};
use serde_json::{Value, json};
use thirtyfour::Key;

use super::{Outside, Tried};
use crate::{Desktop, Driven, Page, seed};

/// Of all of them on one screen: what ran, what was made an element, and which fields' words stand there as they were written.
const LOOK: &str = r"
    const odd = [];
    if (window.__ran) odd.push('something ran');
    if (!['Glimmer', 'Glimmer: jot one'].includes(document.title)) odd.push(`the title is ${document.title}`);
    const never = ['iframe', 'frame', 'object', 'embed', 'base', 'style', 'img', 'video', 'audio', 'glim-mer'];
    for (const one of document.querySelectorAll('*')) {
      const { localName } = one;
      if (never.includes(localName) || (localName === 'script' && !one.src) || one.httpEquiv) odd.push(localName);
      for (const { name, value } of one.attributes) {
        const leads = ['href', 'src', 'action', 'formaction', 'data', 'xlink:href'].includes(name);
        const away = leads && /^\s*[a-z]+:/i.test(value) && !value.startsWith('tauri://localhost/');
        if (name.startsWith('on') || name === 'srcdoc' || away) odd.push(`${localName} ${name}=${value.slice(0, 40)}`);
      }
    }
    const fields = [...document.querySelectorAll('input, textarea')].flatMap((one) => [one.value, one.placeholder]);
    const labels = [...document.querySelectorAll('[aria-label]')].map((one) => one.ariaLabel);
    const all = [document.body.textContent, ...fields, ...labels].join('\n');
    return [odd, [...all.matchAll(/at-([a-z-]+)<script>/g)].map((found) => found[1])];
";

/// As somebody might write, paste or be sent them; the first part is looked for on the screens.
fn hostile(outside: &Outside) -> Vec<String> {
    let there = outside.address();
    let all = [
        "<script>window.__ran=1;document.title='ran'</script>",
        "<img src=x onerror=\"window.__ran=1\"><svg/onload=window.__ran=1><glim-mer onmouseover=alert(1)>",
        "</textarea></option></script><iframe srcdoc=\"<script>parent.__ran=1</script>\"></iframe>",
        "\"' autofocus onfocus=window.__ran=1 x='><input autofocus onfocus=window.__ran=1>",
        "<a href=\"javascript:window.__ran=1\">javascript:window.__ran=1</a> vbscript:msgbox(1) %0ajavascript:alert(1)",
        "<style>*{display:none}</style><base href=\"OUT/\"><meta http-equiv=refresh content=\"0;url=OUT\"><link rel=stylesheet href=OUT>",
        "OUT/?words file:///etc/passwd tel:+123 mailto:a@b.org?body=words [link](OUT) ![picture](OUT/p.png)",
        "{@html '<b onclick=alert(1)>'} {window.__ran=1} {{constructor.constructor('window.__ran=1')()}} ${window.__ran=1} {#if 1}",
        "\u{202e}txet\u{202c} \u{2066}\u{2067}\u{2068} \u{200b}\u{200d}\u{feff}\u{2028}\u{2029}\u{e0041} Z\u{341}\u{342}\u{343}\u{344}\u{345}",
        "'; drop table glimmer; -- \" OR 1=1 text:* NEAR(a b, 2) ^a AND NOT ( \"\"\" * - + : { } % _",
        "$(touch ran) `touch ran` ; touch ran && ../../etc/passwd \\\\server\\share %s %n {0} &lt;b&gt; &#x202e;",
    ];
    all.map(|one| one.replace("OUT", &there)).into()
}

/// Where something can be written.
const FIELDS: [&str; 16] = [
    "glimmer",
    "feeling",
    "tag",
    "draft-today",
    "draft-capture",
    "edit",
    "prompt",
    "support-name",
    "support-reach",
    "support-about",
    "line-name",
    "line-reach",
    "line-about",
    "forward",
    "toward",
    "invitation",
];

/// Writes all of it in every field, as the app and a terminal do; then starts the app.
pub async fn keep(desktop: &Desktop, outside: &Outside, tried: &mut Tried) -> Driven {
    let all = hostile(outside);
    let now = seed::now();
    let journal = seed::journal(desktop);
    let in_field = |field: &str| format!("at-{field}{}", all.join(" "));
    let new = |text: &str| NewGlimmer { text: text.to_owned(), ..NewGlimmer::default() };
    let draft = |field| Draft::of(&new(&in_field(field)));
    let orders = "nul \0 bell \u{7} \u{1b}]0;ran\u{7}\u{1b}[2J\u{9b}31m\r\ttab";
    let tagged = NewGlimmer {
        feelings: vec![in_field("feeling").parse().expect("one line")],
        tags: vec![format!("@{}", in_field("tag")).parse().expect("one line")],
        anchor: true,
        ..new(&in_field("glimmer"))
    };
    let gone = journal.keep(tagged.clone(), now).expect("words are words");
    journal.trash(gone.id, now).expect("it is there");
    let kept = journal.keep(tagged, now).expect("words are words");
    let day = "2020-01-01".parse().expect("a day");
    for one in all.iter().map(String::as_str).chain([orders]) {
        journal.keep(new(one), now).expect("words are words");
        let before = journal.keep(NewGlimmer { day: Some(day), anchor: true, ..new(one) }, now).expect("words are words");
        journal.trash(before.id, now).expect("it is there");
        journal.keep(NewGlimmer { day: Some(day), anchor: true, ..new(one) }, now).expect("words are words");
        desktop.terminal(&["jot", "--", &one.replace('\0', "")]);
    }
    journal.save_draft(DraftPlace::Today, &draft("draft-today")).expect("words are words");
    journal.save_draft(DraftPlace::Capture, &draft("draft-capture")).expect("words are words");
    let edit = Draft { day: Some(now.day), ..draft("edit") };
    journal.save_edit_draft(kept.id, Some(&edit)).expect("words are words");
    journal.set_prompts(&[in_field("prompt")]).expect("words are words");
    let support =
        |kind| Support { kind, name: in_field("support-name"), reach: in_field("support-reach"), about: in_field("support-about") };
    let kinds = [SupportKind::Person, SupportKind::Place, SupportKind::Song, SupportKind::Step, SupportKind::Sentence];
    journal.set_supports(kinds.map(support).into()).expect("words are words");
    let line = OwnLine { name: in_field("line-name"), reach: in_field("line-reach"), about: in_field("line-about") };
    journal.set_own_line(Some(&line)).expect("words are words");
    let visit = journal.open_visit(now).expect("a visit");
    journal.note_leaving(visit, &Leaving { forward: in_field("forward"), toward: in_field("toward") }).expect("words are words");
    journal.close_visit(visit, now).expect("it was open");
    journal
        .set_own_invitation(Kind::Evening, "at-invitation<script>window.__ran=1</script><img src=x onerror=alert(1)>")
        .expect("it is short");
    drop(journal);
    desktop.choose(&json!({ "welcomed": true, "settings": { "discretion": "my_words", "heaviness": true } }));

    let listed = desktop.terminal(&["list"]).stdout;
    let orders: Vec<_> = String::from_utf8_lossy(&listed).chars().filter(|c| c.is_control() && *c != '\n').collect();
    tried.must(!listed.is_empty() && orders.is_empty(), || format!("a terminal is given orders: {orders:?}"));
    Driven::start(desktop, &[]).await
}

/// Goes to every screen that shows what was written.
pub async fn look(desktop: &Desktop, driven: &Driven, tried: &mut Tried) {
    let mut walk = Walk { driven, tried, seen: BTreeSet::new(), screens: 0 };
    walk.journal().await;
    walk.settings().await;
    walk.hard_day().await;
    driven.turn_to(Page::Capture).await;
    driven.wait_until("document.querySelector('textarea')?.value.includes('at-draft-capture')").await;
    walk.see("capture").await;
    let Walk { seen, screens, .. } = walk;
    let unseen: Vec<_> = FIELDS.iter().filter(|field| !seen.contains(**field)).collect();
    tried.must(unseen.is_empty(), || format!("no screen shows as written what was written in {unseen:?}"));
    let slowest = long_line(desktop, driven, tried).await;
    tried.figures.push(format!(
        "strange words in {} fields on {screens} screens: nothing ran, nothing but text; a line of 1 MB: {slowest} ms until the next key",
        FIELDS.len()
    ));
}

struct Walk<'a> {
    driven: &'a Driven,
    tried: &'a mut Tried,
    /// The fields whose words were on a screen.
    seen: BTreeSet<String>,
    screens: usize,
}

impl Walk<'_> {
    async fn see(&mut self, screen: &str) {
        let found = self.driver_reads().await;
        let (odd, seen): (Vec<String>, Vec<String>) = serde_json::from_value(found).expect("two lists");
        self.tried.must(odd.is_empty(), || format!("{screen}: {odd:?}"));
        self.tried.must(!seen.is_empty(), || format!("{screen}: nothing of it is there to look at"));
        self.seen.extend(seen);
        self.screens += 1;
    }

    async fn driver_reads(&self) -> Value {
        self.driven.driver().execute(LOOK, vec![]).await.expect("the page answers").json().clone()
    }

    async fn journal(&mut self) {
        let driven = self.driven;
        driven.turn_to(Page::Main).await;
        driven.wait_until("document.querySelector('textarea')?.value.includes('at-draft-today')").await;
        driven.wait_until("document.querySelector('main').textContent.includes('at-glimmer')").await;
        self.see("today").await;
        driven.go("glimmers").await;
        driven.keys_to("[role=searchbox]", "at-glimmer").await;
        driven.wait_until("document.querySelector('mark')").await;
        self.see("glimmers, searched").await;
        driven.keys_to("[role=searchbox]", Key::Down).await;
        driven.wait_until("document.activeElement.matches('[data-row]')").await;
        driven.keys(Key::Enter).await;
        // What was begun to be changed is there again.
        driven.wait_until("[...document.querySelectorAll('textarea')].some((one) => one.value.includes('at-edit'))").await;
        self.see("glimmers, changed").await;
        driven.press("Cancel").await;
        driven.press("Discard the changes").await;
        driven.wait_for_words("Move to trash").await;
        self.see("glimmers, opened").await;
        driven.press("Felt").await;
        driven.wait_until("document.querySelector('[role=menu], [role=listbox], [role=dialog]')?.textContent.includes('at-feeling')").await;
        self.see("glimmers, by feeling").await;
        driven.keys(Key::Escape).await;
        driven.go("sky").await;
        driven.keys_to("[aria-label^='Your sky']", Key::Right + Key::Right).await;
        driven.wait_until("document.querySelector('.card')").await;
        driven.wait_until("document.body.textContent.includes('at-glimmer')").await;
        self.see("sky").await;
        driven.go("trash").await;
        driven.wait_for_words("at-glimmer").await;
        self.see("trash").await;
    }

    async fn settings(&mut self) {
        let driven = self.driven;
        for (section, words) in [("Words and examples", "at-prompt"), ("Supports", "at-support-name"), ("Reminders", "at-invitation")] {
            driven.section(section).await;
            driven.wait_until(&format!("[document.body.textContent, ...[...document.querySelectorAll('input, textarea')].map((one) => one.value)].join().includes('{words}')")).await;
            self.see(section).await;
        }
        driven.section("Hard day").await;
        driven.press("Earlier visits").await;
        driven.click("[data-row]").await;
        driven.wait_for_words("at-forward").await;
        self.see("visits").await;
    }

    async fn hard_day(&mut self) {
        let driven = self.driven;
        driven.go("today").await;
        driven.go("hard-day").await;
        driven.press("Shut down").await;
        driven.wait_for_words("at-support-name").await;
        self.see("hard day, a step").await;
        driven.press("Show me one of mine").await;
        driven.find(".yours").await;
        driven.press("That’s enough for now").await;
        for words in ["How heavy is it?", "to look forward to", "ask for a hug", "at-support-name"] {
            driven.wait_for_words(words).await;
            driven.press("Next").await;
        }
        driven.press("My supports").await;
        driven.wait_for_words("at-support-reach").await;
        self.see("hard day, supports").await;
        driven.press("I need help now").await;
        driven.wait_for_words("at-line-name").await;
        self.see("hard day, help").await;
    }
}

/// A line of 1 MB: how long until the list answers a key, at most.
async fn long_line(desktop: &Desktop, driven: &Driven, tried: &mut Tried) -> u128 {
    let line = "a line that nobody breaks ".repeat(40_000);
    let now = seed::now();
    driven.turn_to(Page::Main).await;
    driven.go("today").await;
    let start = Instant::now();
    for text in [line.clone(), line.replace(' ', ""), "last and short".to_owned()] {
        seed::journal(desktop).keep(NewGlimmer { text, ..NewGlimmer::default() }, now).expect("words are words");
    }
    driven.go("glimmers").await;
    driven.keys_to("[role=searchbox]", "short").await;
    driven.wait_until("document.querySelector('mark')?.textContent === 'short'").await;
    let took = start.elapsed().as_millis();
    tried.must(took < 20_000, || format!("the list takes {took} ms beside a line of 1 MB"));
    took
}
