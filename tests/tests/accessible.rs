//! Nothing stands in anybody's way: every view and state, in both themes.

use journeys::{
    Desktop, Driven, Page,
    tour::{self, Theme},
};

async fn nothing_stands_in_the_way(theme: Theme) {
    let mut barriers = Vec::new();
    let mut seen = 0;
    tour::walk(theme, "", &mut async |scene: &tour::Scene<'_>| {
        seen += 1;
        let mut found = scene.driven.barriers().await;
        // The capture window takes its width from the desktop's text size, which a page cannot double.
        if !scene.name.starts_with("capture-") {
            found.extend(scene.driven.lost_at_double_text().await);
        }
        barriers.extend(found.into_iter().map(|barrier| format!("{}: {barrier}", scene.name)));
    })
    .await;
    assert!(seen > 40, "only {seen} scenes were seen");
    assert!(barriers.is_empty(), "{}", barriers.join("\n"));
}

#[tokio::test(flavor = "multi_thread")]
async fn by_day() {
    nothing_stands_in_the_way(Theme::Day).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn by_night() {
    nothing_stands_in_the_way(Theme::Night).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_would_stand_in_the_way_is_found() {
    let desktop = Desktop::new();
    let driven = Driven::start(&desktop, &[]).await;
    driven.turn_to(Page::Main).await;
    driven.find("textarea").await;
    let spoil = "const page = document.querySelector('main'); page.append(document.createElement('input'));
        const faint = document.createElement('p'); faint.textContent = 'hardly there'; faint.style.color = 'rgb(240, 236, 226)';
        page.append(faint);";
    driven.driver().execute(spoil, vec![]).await.unwrap();
    let barriers = driven.barriers().await;
    for rule in ["label", "color-contrast"] {
        assert!(barriers.iter().any(|barrier| barrier.starts_with(rule)), "{rule} is found: {barriers:?}");
    }
}
