//! The hard day: three ways in, with no glimmer, with three, with three hundred; what is kept of it; help.

use glimmer_core::review::hard_day::Arrival;
use journeys::{Desktop, Driven, Page, raw_journal, seed, wait_for, wait_until};
use serde_json::json;
use thirtyfour::{Key, prelude::*};

/// Opens the hard day by the way of the command line while the app runs, as the tray does.
async fn arrive(desktop: &Desktop) -> Driven {
    let driven = Driven::start(desktop, &["--hidden"]).await;
    let status = desktop.command(journeys::glimmer()).arg("--hard-day").status().expect("a second start");
    assert!(status.success());
    driven.turn_to(Page::Main).await;
    driven.wait_for_words("There is nothing you have to do.").await;
    driven.wait_until("document.activeElement?.innerText.includes('Wound up')").await;
    driven
}

/// Moves the focus with Tab until it is on the button with these words, as somebody does who cannot see or use a mouse.
async fn tab_to(driven: &Driven, words: &str) {
    let here = format!("document.activeElement.innerText.trim() === {}", json!(words));
    for _ in 0..40 {
        if driven.driver().execute(format!("return {here}"), vec![]).await.unwrap().json().as_bool() == Some(true) {
            return;
        }
        driven.keys(Key::Tab).await;
    }
    panic!("Tab does not lead to “{words}”");
}

/// The glimmer that is shown, once it is another one than `before`.
async fn another(driven: &Driven, before: &str) -> String {
    driven
        .wait_until(&format!("document.querySelector('.yours') && document.querySelector('.yours').innerText !== {}", json!(before)))
        .await;
    driven.words(".yours").await
}

/// Waits until these words stand on the page, in this order.
async fn stand_in_this_order(driven: &Driven, words: &[&str]) {
    for words in words {
        driven.wait_for_words(words).await;
    }
    let text = driven.driver().execute("return document.body.innerText", vec![]).await.unwrap();
    let text = text.json().as_str().unwrap().to_owned();
    let places: Vec<_> = words.iter().map(|words| text.find(words).unwrap_or_else(|| panic!("{words} is not in {text}"))).collect();
    assert!(places.is_sorted(), "{words:?} stand elsewhere: {text}");
}

#[tokio::test(flavor = "multi_thread")]
async fn with_none_of_their_own_every_door_is_kind_by_keyboard_alone() {
    let desktop = Desktop::new();
    let driven = arrive(&desktop).await;
    // Wound up: a breath that begins when it is asked for, and ends.
    driven.keys("1").await;
    driven.wait_for_words("The light grows for four seconds").await;
    assert_eq!(
        driven
            .driver()
            .execute("return document.getAnimations().filter((one) => one.effect.getComputedTiming().iterations > 5).length", vec![])
            .await
            .unwrap()
            .json(),
        0,
        "nothing starts by itself"
    );
    driven.keys(" ").await;
    let word = |word: &str| format!("[...document.querySelectorAll('[aria-live]')].some((one) => one.innerText.trim() === '{word}')");
    driven.wait_until(&word("in")).await;
    driven.wait_until(&word("out")).await;
    driven.wait_until(&word("in")).await;
    driven.keys(" ").await;
    driven.wait_for_words("Begin").await;
    driven.keys(Key::Right).await;
    for asked in ["see", "touch", "hear", "smell", "taste"] {
        driven.wait_for_words(&format!("What can you {asked} now?")).await;
        driven.keys(Key::Right).await;
    }
    driven.wait_for_words("None of yours to show yet, and that is all right.").await;
    driven.keys(Key::Escape).await;
    driven.wait_until("location.hash === '#today'").await;

    // Shut down: small steps, each passed by.
    driven.keys(Key::Control + Key::Shift + "h").await;
    driven.wait_until("document.activeElement?.innerText.includes('Wound up')").await;
    driven.keys("2").await;
    driven.wait_for_words("One small thing, if it feels possible").await;
    driven.keys(Key::Right).await;
    driven.keys(" ").await;
    driven.wait_for_words("One more, if it feels possible").await;
    tab_to(&driven, "Show me one of mine").await;
    driven.keys(Key::Enter).await;
    driven.wait_for_words("None of yours to show yet").await;
    driven.keys(Key::Escape).await;
    driven.wait_until("location.hash === '#today'").await;

    // Not sure: at once; and one that is noticed now is theirs.
    driven.keys(Key::Control + Key::Shift + "h").await;
    driven.wait_until("document.activeElement?.innerText.includes('Wound up')").await;
    driven.keys("3").await;
    driven.wait_for_words("None of yours to show yet").await;
    tab_to(&driven, "Notice one now, here").await;
    driven.keys(Key::Enter).await;
    driven.wait_until("document.activeElement.matches('textarea')").await;
    driven.keys("my own breath").await;
    driven.keys(Key::Enter).await;
    wait_until("it is a real glimmer", || desktop.texts() == ["my own breath"]);
    driven.wait_for_words("It is one of yours now.").await;
    let arrivals: Vec<_> = seed::journal(&desktop).visits().unwrap().into_iter().map(|visit| visit.arrival).collect();
    assert_eq!(arrivals, [Some(Arrival::NotSure), Some(Arrival::ShutDown), Some(Arrival::WoundUp)]);
}

#[tokio::test(flavor = "multi_thread")]
async fn wound_up_with_three_the_senses_are_opened_by_ones_own() {
    let desktop = Desktop::new();
    seed::three(&desktop);
    let driven = arrive(&desktop).await;
    driven.press("Wound up").await;
    driven.press("Look around the room instead").await;
    driven.wait_for_words("What can you see now?").await;
    driven.press("Next").await;
    driven.wait_for_words("You once noticed by touching:").await;
    driven.wait_for_words("A hand on my sleeve").await;
    driven.press("a third").await;
    driven.wait_until("document.querySelectorAll('[aria-pressed=true]').length > 0").await;
    driven.press("Next").await;
    driven.wait_for_words("You once noticed by hearing:").await;
    driven.wait_for_words("Rain on the skylight.").await;
    driven.press("Show me one of mine").await;
    driven.wait_for_words("We danced in the kitchen.").await;
    driven.press("Another").await;
    driven.wait_for_words("only a few of yours").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn shut_down_with_three_small_steps_come_first_then_connection_and_joy_waits() {
    let desktop = Desktop::new();
    seed::three(&desktop);
    seed::supports(&desktop);
    let driven = arrive(&desktop).await;
    driven.press("Shut down").await;
    driven.wait_for_words("Feed the cat.").await;
    driven.press("I did that").await;
    driven.wait_for_words("One more, if it feels possible").await;
    driven.press("A different one").await;
    driven.press("Show me one of mine").await;
    driven.wait_for_words("A hand on my sleeve").await;
    driven.press("why this one?").await;
    driven.wait_for_words("it has not come up on a hard day before, and it felt connected").await;
    driven.press("Another").await;
    driven.wait_for_words("Rain on the skylight.").await;
    driven.press("Another").await;
    driven.wait_for_words("bright ones").await;
    driven.press("Stay with it").await;
    driven.wait_for_words("any key goes on").await;
    driven.keys("x").await;
    driven.press("Another").await;
    driven.wait_for_words("We danced in the kitchen.").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn with_three_hundred_it_shows_one_at_a_time_never_one_twice_and_honours_consent() {
    let desktop = Desktop::new();
    seed::many(&desktop, 300);
    desktop.jot(&["tea with @Marta", "--anchor"]);
    let driven = arrive(&desktop).await;
    driven.press("Not sure").await;
    let mut seen = std::collections::BTreeSet::new();
    let mut last = String::new();
    for _ in 0..20 {
        last = another(&driven, &last).await;
        assert!(seen.insert(last.clone()), "never twice in a visit: {last}");
        assert_eq!(driven.driver().find_all(By::Css(".yours")).await.unwrap().len(), 1, "one at a time");
        if last.contains("@Marta") {
            driven.press("why this one?").await;
            driven.wait_for_words("shown because you can return to it").await;
            driven.press("More about this one").await;
            driven.press("Nothing with @Marta").await;
            driven.wait_for_words("Nothing with @Marta will come up by itself.").await;
        }
        driven.press("Another").await;
    }
    assert!(seen.contains("tea with @Marta"), "anchors come first: {seen:?}");
    last = another(&driven, &last).await;
    driven.press("Not for a while").await;
    driven.wait_for_words("It will rest until").await;
    let resting = || {
        let sql = "select text, rests_until from glimmer where rests_until is not null";
        raw_journal(&desktop.home()).query_row(sql, [], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)))
    };
    let (text, month) = wait_for("it rests", || resting().ok());
    assert_eq!(text, last);
    driven.press("A year").await;
    wait_until("it rests for longer", || resting().is_ok_and(|(_, until)| until > month));
    driven.press("Undo").await;
    wait_until("it rests no more", || resting().is_err());
    driven.press("Not on hard days").await;
    driven.wait_for_words("It will not come up on hard days.").await;
    let out: String = raw_journal(&desktop.home()).query_row("select text from glimmer where kept_out", [], |row| row.get(0)).unwrap();
    assert_eq!(out, last);
    driven.keys(Key::Escape).await;
    driven.wait_until("location.hash === '#today'").await;

    // Another visit shows none of those; and in the light of day each can be let back.
    driven.go("hard-day").await;
    driven.press("Not sure").await;
    let mut last = String::new();
    for _ in 0..5 {
        last = another(&driven, &last).await;
        assert!(!last.contains("@Marta") && last != out, "{last}");
        driven.press("Another").await;
    }
    driven.press("Leave").await;
    driven.section("Hard day").await;
    driven.wait_for_words("@Marta").await;
    driven.press("Let it come up again").await;
    wait_until("it may come again", || seed::journal(&desktop).kept_out_tags().unwrap().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_written_on_the_way_out_is_kept_with_the_visit_whatever_happens_then() {
    let desktop = Desktop::new();
    desktop.choose(&json!({ "welcomed": true, "settings": { "heaviness": true } }));
    seed::supports(&desktop);
    let driven = arrive(&desktop).await;
    driven.wait_for_words("How heavy is it?").await;
    driven.press("8").await;
    driven.press("That’s enough for now").await;
    driven.wait_for_words("You can stop here.").await;
    driven.wait_for_words("How heavy is it?").await;
    assert!(
        driven.driver().find_all(By::Css("[aria-checked=true], :checked")).await.unwrap().is_empty(),
        "what was said before is not shown beside it"
    );
    driven.press("5").await;
    driven.press("Next").await;
    driven.wait_for_words("One thing to look forward to").await;
    driven.keys_to("main input", "the next episode").await;
    driven.keys(Key::Enter).await;
    driven.wait_for_words("One small step toward feeling connected").await;
    driven.press("ask for a hug").await;
    let visit = || seed::journal(&desktop).visits().unwrap().remove(0);
    wait_until("both are with the visit", || visit().leaving.forward == "the next episode" && visit().leaving.toward == "ask for a hug");
    driven.press("Next").await;
    driven.wait_for_words("It has been like this before, and it did not stay.").await;
    driven.press("My supports").await;
    stand_in_this_order(&driven, &["Marta", "Dr Okafor", "Nina Simone", "Feed the cat."]).await;
    driven.press("Back to where you were").await;
    driven.wait_for_words("It has been like this before").await;
    wait_until("how heavy it was is noted", || (visit().heavy_before, visit().heavy_after) == (Some(8), Some(5)));
    // The computer goes down; nobody says goodbye to the visit.
    drop(driven);
    let found = visit();
    assert_eq!((found.leaving.forward.as_str(), found.closed_at), ("the next episode", None));

    let driven = Driven::start(&desktop, &[]).await;
    driven.turn_to(Page::Main).await;
    driven.section("Hard day").await;
    driven.press("Earlier visits").await;
    let row = driven.find("[data-row][aria-expanded=false]").await;
    driven
        .wait_until("document.querySelector('[data-row]').checkVisibility({ contentVisibilityAuto: true, visibilityProperty: true })")
        .await;
    row.click().await.unwrap();
    driven.wait_for_words("the next episode").await;
    driven.press("Erase this visit…").await;
    driven.wait_for_words("This cannot be brought back.").await;
    driven.press("Erase").await;
    wait_until("it is gone", || seed::journal(&desktop).visits().unwrap().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn leaving_is_at_once_and_the_evening_stays_silent() {
    let desktop = Desktop::new();
    desktop.jot(&["rain on the skylight", "--sense", "hearing"]);
    let driven = arrive(&desktop).await;
    driven.keys("3").await;
    driven.wait_for_words("rain on the skylight").await;
    driven.keys(" ").await;
    driven.wait_until("!document.body.innerText.includes('Another')").await;
    driven.keys("x").await;
    driven.wait_for_words("Another").await;
    driven.keys(Key::Escape).await;
    driven.wait_until("location.hash === '#today' && document.documentElement.dataset.theme !== 'hard'").await;
    wait_until("the evening stays silent on such a day", || desktop.device()["reminder"]["quiet_on"].is_string());
    let visit = seed::journal(&desktop).visits().unwrap().remove(0);
    wait_until("its end is noted", || seed::journal(&desktop).visits().unwrap()[0].closed_at.is_some());
    wait_until("that it was stayed with is noted", || seed::journal(&desktop).shown_in(visit.id).unwrap()[0].stayed);
}

#[tokio::test(flavor = "multi_thread")]
async fn help_comes_in_its_order_and_reaching_is_a_click() {
    let desktop = Desktop::new();
    seed::supports(&desktop);
    let driven = arrive(&desktop).await;
    driven.press("I need help now").await;
    driven.wait_for_words("Samaritans").await;
    let order = ["If you are in danger", "Marta", "07700 900146", "Dr Okafor", "Samaritans", "116 123", "Shout"];
    stand_in_this_order(&driven, &order).await;
    assert_eq!(desktop.opened(), "", "nothing is opened by itself");
    driven.press("Call Marta").await;
    wait_until("the number is handed over", || desktop.opened() == "tel:07700900146\n");
    driven.press("Write to Dr Okafor").await;
    wait_until("the address is handed over", || desktop.opened().ends_with("mailto:okafor@example.org\n"));

    driven.press("Choose this one: Shout").await;
    driven.wait_for_words("This one comes first from now on.").await;
    let chosen = json!({ "country": "GB", "line": { "country": "GB", "name": "Shout" }, "own": null });
    wait_until("the choice is remembered", || desktop.device()["crisis"] == chosen);
    driven.press("Back to where you were").await;
    driven.wait_for_words("There is nothing you have to do.").await;
    driven.press("I need help now").await;
    driven.wait_for_words("Shout").await;
    driven.wait_until("!document.body.innerText.includes('Samaritans')").await;
    driven.press("Other lines").await;
    driven.wait_for_words("Samaritans").await;
    let choice = driven.find("select").await;
    choice.send_keys("Germany").await.unwrap();
    driven.wait_for_words("call your local emergency number: 112 (Germany).").await;
    wait_until("the country is remembered", || desktop.device()["crisis"]["country"] == "DE");
    driven.press("Back to where you were").await;
    driven.press("I need help now").await;
    driven.wait_for_words("the line you chose").await;
    stand_in_this_order(&driven, &["112 (Germany)", "Marta", "Shout"]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn supports_are_written_in_settings_and_stand_in_that_order_on_a_hard_day() {
    let desktop = Desktop::new();
    let driven = Driven::start(&desktop, &[]).await;
    driven.turn_to(Page::Main).await;
    driven.go("settings").await;
    driven.press("Supports").await;
    for (kind, fields) in
        [("someone", &["Otto", "otto@example.org"][..]), ("someone", &["Marta", "07700 900146"]), ("a small step", &["Feed the cat."])]
    {
        driven.press("Add a support").await;
        driven.press(kind).await;
        driven.wait_until("document.querySelector('form input, form textarea')").await;
        for (field, words) in
            driven.driver().find_all(By::Css("form input:not([type=radio]), form textarea")).await.unwrap().iter().zip(fields)
        {
            field.send_keys(*words).await.unwrap();
        }
        driven.press("Save").await;
        wait_until("it is kept", || seed::journal(&desktop).supports().unwrap().iter().any(|one| one.name == fields[0]));
        driven.wait_until("!document.querySelector('form')").await;
    }
    let names = || seed::journal(&desktop).supports().unwrap().into_iter().map(|one| one.name).collect::<Vec<_>>();
    assert_eq!(names(), ["Otto", "Marta", "Feed the cat."]);
    driven.keys_to("[aria-label='Edit “Marta”']", Key::Alt + Key::Up).await;
    wait_until("Marta comes first", || names() == ["Marta", "Otto", "Feed the cat."]);
    driven.press("Edit “Otto”").await;
    driven.press("Remove “Otto”").await;
    wait_until("Otto is gone", || names() == ["Marta", "Feed the cat."]);
    driven.press("Undo").await;
    wait_until("Otto is where he was", || names() == ["Marta", "Otto", "Feed the cat."]);

    driven.go("hard-day").await;
    driven.press("Shut down").await;
    driven.wait_for_words("Feed the cat.").await;
    driven.press("I need help now").await;
    stand_in_this_order(&driven, &["If you are in danger", "Marta", "Otto"]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_shortcut_in_the_window_opens_it_from_anywhere() {
    let desktop = Desktop::new();
    let driven = Driven::start(&desktop, &[]).await;
    driven.turn_to(Page::Main).await;
    driven.click("nav a[href='#glimmers']").await;
    desktop.focus_main();
    driven.wait_until("document.hasFocus()").await;
    desktop.x(&["key", "ctrl+shift+h"]);
    driven.wait_for_words("There is nothing you have to do.").await;
    driven.wait_until("document.activeElement?.innerText.includes('Wound up')").await;
    desktop.x(&["key", "Escape"]);
    driven.wait_until("location.hash === '#today'").await;
}
