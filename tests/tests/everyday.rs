//! Everyday: capturing with all there is to say, finding it again, and returning to it.

use journeys::{Desktop, Driven, Page, seed, wait_until};
use serde_json::{Value, json};
use thirtyfour::Key;

/// The newest glimmer, as the terminal prints it.
fn newest(desktop: &Desktop) -> Value {
    desktop.list(&["--limit", "1"]).pop().unwrap_or_default()
}

async fn main(desktop: &Desktop) -> Driven {
    let driven = Driven::start(desktop, &[]).await;
    driven.turn_to(Page::Main).await;
    wait_until("the main window", || desktop.main_is_visible());
    driven
}

/// Waits until these are the rows in sight, by their first lines, from the top.
async fn wait_for_rows(driven: &Driven, wanted: &[&str]) {
    driven
        .wait_until(&format!(
            "JSON.stringify([...document.querySelectorAll('[data-row]')].filter((row) => row.checkVisibility({{ visibilityProperty: true }}))
               .map((row) => row.innerText.split('\\n')[0])) === JSON.stringify({})",
            json!(wanted)
        ))
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn by_keyboard_alone_a_glimmer_says_who_where_how_and_when() {
    let desktop = Desktop::new();
    desktop.jot(&["tea with @Marta", "--tag", "+Mill Street"]);
    let driven = Driven::start(&desktop, &["--hidden"]).await;
    driven.open_capture(&desktop).await;
    driven.type_words(&desktop, "She waited at the #corner").await;
    desktop.x(&["key", "ctrl+3", "key", "alt+1", "key", "alt+m"]);
    driven.wait_for_words("one I can return to").await;
    driven.has_keyboard("[aria-label='People, places, anything']").await;
    // Offered by its beginning, without its sign and capitals; taken by arrow and Enter.
    driven.type_words(&desktop, "mil").await;
    driven.wait_for_words("+Mill Street").await;
    desktop.x(&["key", "Down", "key", "Return"]);
    driven.wait_until("document.querySelector('.tag')?.innerText.includes('+Mill Street')").await;
    desktop.x(&["key", "Tab", "key", "Tab", "key", "space"]);
    driven.wait_until("[...document.querySelectorAll('[role=checkbox]')].some((box) => box.getAttribute('aria-checked') === 'true')").await;
    driven.find("textarea").await.focus().await.unwrap();
    driven.has_keyboard("textarea").await;
    desktop.x(&["key", "Return"]);
    driven.wait_for_words("Kept.").await;
    let kept = newest(&desktop);
    assert_eq!(kept["text"], "She waited at the #corner");
    assert_eq!(kept["feelings"], json!(["connected"]));
    assert_eq!(kept["senses"], json!(["seeing"]));
    assert_eq!(kept["tags"], json!(["+Mill Street", "#corner"]));
    assert!(kept["anchor"] == true || kept["given"] == true, "one of the two was ticked: {kept}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_kept_can_be_taken_back_after_the_window_was_away() {
    let desktop = Desktop::new();
    let driven = Driven::start(&desktop, &["--hidden"]).await;
    driven.open_capture(&desktop).await;
    driven.type_words(&desktop, "too soon @Otto").await;
    desktop.x(&["key", "ctrl+2", "key", "Return"]);
    driven.wait_for_words("Kept.").await;
    assert_eq!(desktop.texts(), ["too soon @Otto"]);
    desktop.x(&["key", "Escape"]);
    wait_until("it is away", || !desktop.capture_is_visible());
    driven.open_capture(&desktop).await;
    desktop.x(&["key", "ctrl+z"]);
    driven.wait_until("document.querySelector('textarea').value === 'too soon @Otto'").await;
    driven.wait_until("document.querySelector('[aria-pressed=true]')?.innerText === 'calm'").await;
    wait_until("it is not kept any more", || desktop.texts().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn any_key_ends_the_three_breaths_and_does_nothing_else() {
    let mut desktop = Desktop::new();
    let (_other, typed) = desktop.other_program();
    let driven = Driven::start(&desktop, &["--hidden"]).await;
    driven.open_capture(&desktop).await;
    driven.type_words(&desktop, "warm bread").await;
    desktop.x(&["key", "Return"]);
    driven.wait_for_words("Stay with it for three breaths?").await;
    desktop.x(&["key", "space"]);
    driven.wait_for_words("any key ends it").await;
    driven.wait_for_words("warm bread").await;
    desktop.x(&["key", "k"]);
    driven.wait_until("!document.body.innerText.includes('any key ends it')").await;
    driven.wait_until("document.querySelector('textarea').value === ''").await;
    assert_eq!(desktop.texts(), ["warm bread"]);
    assert_eq!(std::fs::read_to_string(typed).unwrap_or_default(), "");
}

#[tokio::test(flavor = "multi_thread")]
async fn today_any_letter_begins_and_a_light_from_before_can_be_put_away_until_tomorrow() {
    let desktop = Desktop::new();
    seed::some_years(&desktop);
    let driven = main(&desktop).await;
    driven.wait_for_words("A light from before").await;
    let light = "return document.querySelector('[data-row]:last-of-type, .before [data-row]')?.innerText ?? ''";
    assert_ne!(driven.driver().execute(light, vec![]).await.unwrap().json(), "");
    desktop.focus_main();
    driven.has_keyboard(":not(textarea)").await;
    driven.type_words(&desktop, "any letter").await;
    driven.wait_until("document.querySelector('textarea').value === 'any letter'").await;
    driven.press("Put away").await;
    driven.wait_until("!document.body.innerText.includes('A light from before')").await;
    drop(driven);

    let driven = main(&desktop).await;
    driven.wait_until("document.querySelector('textarea')?.value === 'any letter'").await;
    driven.wait_for_words("Her sevens").await;
    driven.wait_until("!document.body.innerText.includes('A light from before')").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn search_and_filters_combine_and_whatever_is_typed_is_just_words() {
    let desktop = Desktop::new();
    for (text, more) in [
        ("don't forget: I didn't", vec!["--feeling", "calm"]),
        ("tea at the café", vec!["--feeling", "safe", "--tag", "@Marta", "--given"]),
        ("雨が窓をたたく音", vec!["--feeling", "safe"]),
        ("AND then \"nothing\" * at all", vec!["--anchor", "--sense", "hearing"]),
    ] {
        desktop.jot(&[&[text], &more[..]].concat());
    }
    let driven = main(&desktop).await;
    driven.go("glimmers").await;
    driven.wait_for_words("tea at the café").await;
    let search = driven.find("[role=searchbox]").await;
    for (typed, found) in [
        ("tea", "tea at the café"),
        ("cafe", "tea at the café"),
        ("雨", "雨が窓をたたく音"),
        ("don't", "don't forget: I didn't"),
        ("AND", "AND then \"nothing\" * at all"),
        ("*", "AND then \"nothing\" * at all"),
        ("\"noth", "AND then \"nothing\" * at all"),
    ] {
        search.send_keys(Key::Control + "a").await.unwrap();
        search.send_keys(typed).await.unwrap();
        wait_for_rows(&driven, &[found]).await;
        driven.wait_until("document.querySelector('mark')").await;
    }
    driven.focus(&desktop, "[role=searchbox]").await;
    desktop.x(&["key", "Escape"]);
    driven.wait_until("document.querySelector('[role=searchbox]').value === ''").await;

    driven.press("Felt").await;
    driven.press("safe").await;
    wait_for_rows(&driven, &["雨が窓をたたく音", "tea at the café"]).await;
    driven.press("Given").await;
    wait_for_rows(&driven, &["tea at the café"]).await;
    search.send_keys("rain").await.unwrap();
    driven.wait_for_words("Nothing here with").await;
    driven.press("Search without the filter").await;
    driven.wait_until("document.querySelector('[role=searchbox]').value === 'rain'").await;
    driven.press("Clear").await;
    driven.wait_until("document.querySelector('[role=searchbox]').value === ''").await;
    let all = ["AND then \"nothing\" * at all", "雨が窓をたたく音", "tea at the café", "don't forget: I didn't"];
    wait_for_rows(&driven, &all).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_list_goes_to_a_date_and_back_and_the_trash_deletes_for_good_only_when_asked_twice() {
    let desktop = Desktop::new();
    seed::many(&desktop, 400);
    desktop.jot(&["the newest"]);
    let driven = main(&desktop).await;
    driven.go("glimmers").await;
    driven.wait_for_words("the newest").await;
    let day = desktop.list(&["--search", "number 50"])[0]["day"].as_str().unwrap().to_owned();
    driven.press("Dates").await;
    driven.wait_for_words("Go to a day").await;
    let set = "const field = [...document.querySelectorAll('label')].find((one) => one.innerText.startsWith('Go to a day')).querySelector('input');
        field.value = arguments[0]; field.dispatchEvent(new Event('input', { bubbles: true })); field.dispatchEvent(new Event('change', { bubbles: true }));";
    driven.driver().execute(set, vec![json!(day)]).await.unwrap();
    driven.press("Go").await;
    driven.wait_for_words("number 50,").await;
    driven.press("Back to the newest").await;
    driven.wait_for_words("the newest").await;

    driven.keys_to("[role=searchbox]", Key::Down).await;
    driven.wait_until("document.activeElement.matches('[data-row]') && document.activeElement.innerText.includes('the newest')").await;
    driven.keys(Key::Delete).await;
    wait_until("it is in the trash", || !desktop.texts().contains(&"the newest".to_owned()));
    driven.go("trash").await;
    driven.press("Delete for good").await;
    driven.wait_for_words("This cannot be brought back.").await;
    driven.wait_until("document.activeElement.innerText === 'Keep it'").await;
    driven.press("Delete").await;
    driven.wait_for_words("Nothing is in the trash.").await;
    let journal = journeys::raw_journal(&desktop.home());
    let left: i64 = journal.query_row("select count(*) from glimmer where text = 'the newest'", [], |row| row.get(0)).unwrap();
    assert_eq!(left, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn in_the_sky_arrows_read_enter_opens_and_a_new_light_joins_while_watching() {
    let desktop = Desktop::new();
    seed::many(&desktop, 40);
    let driven = main(&desktop).await;
    driven.go("sky").await;
    driven.keys_to("[aria-label^='Your sky']", Key::Right + Key::Down).await;
    driven.wait_until("document.querySelector('[role=option][aria-selected=true]')?.innerText.includes('The window, number')").await;
    let read = "return /number (\\d+)/.exec(document.querySelector('[role=option][aria-selected=true]').innerText)[0]";
    let which = driven.driver().execute(read, vec![]).await.unwrap().json().as_str().unwrap().to_owned();

    desktop.jot(&["kept while watching"]);
    wait_until("it has its light", || desktop.texts().contains(&"kept while watching".to_owned()));
    driven.wait_until("document.querySelector('[role=option][aria-selected=true]')").await;
    driven.keys_to("[aria-label^='Your sky']", Key::Enter).await;
    driven.wait_until("location.hash === '#glimmers'").await;
    driven
        .wait_until(&format!("document.activeElement.innerText.includes('{which},') || document.body.innerText.includes('{which},')"))
        .await;
    driven.wait_for_words("Move to trash").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_new_is_welcomed_once_by_keyboard_and_jots_the_first_one_there() {
    let desktop = Desktop::newcomer();
    let driven = main(&desktop).await;
    driven.wait_for_words("A glimmer is a small moment").await;
    desktop.focus_main();
    driven.type_words(&desktop, "warm water").await;
    driven.wait_until("document.querySelector('textarea').value === 'warm water'").await;
    desktop.x(&["key", "Return"]);
    driven.wait_for_words("That is all there is to it.").await;
    assert_eq!(desktop.texts(), ["warm water"]);
    driven.press("Continue").await;
    driven.wait_for_words("asked in the evening?").await;
    driven.press("Don’t ask me").await;
    driven.wait_for_words("Who else uses this computer?").await;
    driven.press("Skip").await;
    driven.wait_for_words("warm water").await;
    driven.wait_until("document.querySelector('nav')").await;
    wait_until("no is as good an answer", || desktop.device()["settings"]["evening"]["on"] == false);
    drop(driven);
    let driven = main(&desktop).await;
    driven.wait_for_words("warm water").await;
    driven.wait_until("document.querySelector('nav')").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn keys_are_listed_everywhere_can_be_gone_to_and_the_focus_returns() {
    let desktop = Desktop::new();
    let driven = main(&desktop).await;
    driven.focus(&desktop, "textarea").await;
    desktop.x(&["key", "F1"]);
    driven.wait_until("document.querySelector('dialog[open]')?.innerText.includes('hide Glimmer at once')").await;
    desktop.x(&["key", "Escape"]);
    driven.wait_until("!document.querySelector('dialog[open]') && document.activeElement.matches('textarea')").await;
    desktop.x(&["key", "ctrl+k"]);
    driven.has_keyboard("dialog[open] input").await;
    driven.type_words(&desktop, "appear").await;
    desktop.x(&["key", "Return"]);
    driven.wait_for_words("As the system").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn prompts_can_be_rewritten_and_savouring_switched_off() {
    let desktop = Desktop::new();
    desktop.jot(&["so this is not the first day", "--day", "2020-01-01"]);
    let driven = main(&desktop).await;
    driven.go("settings").await;
    driven.press("Words and examples").await;
    driven.wait_for_words("Bring back").await;
    let only = "const [first, ...others] = document.querySelectorAll('button[aria-label^=Remove]'); others.forEach((one) => one.click());";
    driven.driver().execute(only, vec![]).await.unwrap();
    // The buttons of removed lines hand the focus on; when one line is left, they have done so.
    driven.wait_until("document.querySelectorAll('button[aria-label^=Remove]').length === 1").await;
    driven.focus(&desktop, "[aria-label='A prompt']").await;
    desktop.x(&["key", "ctrl+a"]);
    driven.wait_until("((field) => field.selectionEnd - field.selectionStart === field.value.length)(document.activeElement)").await;
    driven.type_words(&desktop, "What was warm?").await;
    driven.wait_until("document.activeElement.value === 'What was warm?'").await;
    desktop.x(&["key", "Return"]);
    // Enter goes on to the next line; a key that is still on its way would press whatever is clicked first.
    driven.wait_until("document.activeElement.matches('[aria-label=\"A prompt\"]') && document.activeElement.value === ''").await;
    driven.press("Capture").await;
    driven.press("Offer three breaths").await;
    wait_until("it is switched off", || desktop.device()["settings"]["savouring"] == false);
    driven.go("today").await;
    driven.wait_until("document.querySelector('textarea')?.placeholder === 'What was warm?'").await;
    let field = driven.find("textarea").await;
    field.send_keys("quiet").await.unwrap();
    field.send_keys(Key::Enter).await.unwrap();
    driven.wait_for_words("Kept.").await;
    driven.wait_until("!document.body.innerText.includes('three breaths')").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn typing_can_be_taken_back_and_brought_back_in_every_field() {
    let desktop = Desktop::new();
    desktop.jot(&["from before"]);
    let driven = main(&desktop).await;
    driven.focus(&desktop, "textarea").await;
    driven.type_words(&desktop, "a whole thought").await;
    driven.wait_until("document.querySelector('textarea').value === 'a whole thought'").await;
    desktop.x(&["key", "ctrl+a", "key", "x"]);
    driven.wait_until("document.querySelector('textarea').value === 'x'").await;
    desktop.x(&["key", "ctrl+z"]);
    driven.wait_until("document.querySelector('textarea').value === 'a whole thought'").await;
    desktop.x(&["key", "ctrl+shift+z"]);
    driven.wait_until("document.querySelector('textarea').value === 'x'").await;
    desktop.x(&["key", "ctrl+z"]);
    driven.wait_until("document.querySelector('textarea').value === 'a whole thought'").await;

    driven.open_capture(&desktop).await;
    driven.type_words(&desktop, "one more").await;
    desktop.x(&["key", "ctrl+a", "key", "Delete"]);
    driven.wait_until("document.querySelector('textarea').value === ''").await;
    desktop.x(&["key", "ctrl+z"]);
    driven.wait_until("document.querySelector('textarea').value === 'one more'").await;
}
