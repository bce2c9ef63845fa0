//! Everyday: capturing with everything about it, and finding it again.

use journeys::{Desktop, Driven, Page, seed};

#[tokio::test(flavor = "multi_thread")]
async fn try_axe() {
    let desktop = Desktop::new();
    seed::some_years(&desktop);
    let driven = Driven::start(&desktop, &[]).await;
    driven.turn_to(Page::Main).await;
    driven.wait_for_words("First cup").await;
    println!("{:#?}", driven.barriers().await);
    driven.find("nav a[href='#glimmers']").await.click().await.unwrap();
    driven.wait_for_words("Ran home").await;
    println!("{:#?}", driven.barriers().await);
}
