//! Which font writes which letter: ours first, then those of this computer.

use std::{
    borrow::Cow,
    collections::HashMap,
    sync::{Arc, LazyLock, Mutex, MutexGuard, PoisonError},
};

use parley::{
    FontContext, FontFamilyName, GenericFamily, LayoutContext,
    fontique::{Blob, FontInfoOverride},
};

use super::Face;

/// Named otherwise than the fonts are: one of the same name on this computer must not take their place.
const THEIRS: &str = "glimmer literata";
const OURS: &str = "glimmer atkinson";
const LIGHT: &str = "glimmer atkinson light";
const BUNDLED: [(&str, Face, &[u8]); 3] = [
    (THEIRS, Face::Theirs, include_bytes!("../../fonts/literata.ttf")),
    (OURS, Face::Ours, include_bytes!("../../fonts/atkinson.ttf")),
    (LIGHT, Face::Ours, include_bytes!("../../fonts/atkinson-light.ttf")),
];

/// The weight of Glimmer's words, and of the title.
pub(super) const OUR_WEIGHT: u16 = 420;
pub(super) const LIGHT_WEIGHT: u16 = 320;
pub(super) const THEIR_WEIGHT: u16 = 400;

/// Knows all fonts.
pub(super) struct Fonts {
    pub fonts: FontContext,
    pub layouts: LayoutContext<()>,
    /// By the number of its data.
    bundled: HashMap<u64, Face>,
}

impl Fonts {
    fn read() -> Self {
        let mut fonts = FontContext::default();
        let mut bundled = HashMap::new();
        for (name, face, data) in BUNDLED {
            let data: Blob<u8> = Blob::new(Arc::new(data));
            bundled.insert(data.id(), face);
            fonts.collection.register_fonts(data, Some(FontInfoOverride { family_name: Some(name), ..Default::default() }));
        }
        Self { fonts, layouts: LayoutContext::new(), bundled }
    }

    /// Whose the font with this data is.
    pub fn face(&self, data: u64) -> Face {
        self.bundled.get(&data).copied().unwrap_or(Face::Other)
    }
}

/// The fonts, listed once: asking the system for them takes a moment.
pub(super) fn fonts() -> MutexGuard<'static, Fonts> {
    static FONTS: LazyLock<Mutex<Fonts>> = LazyLock::new(|| Mutex::new(Fonts::read()));
    FONTS.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The families to look for a letter in, in this order.
pub(super) fn families(face: Face, weight: u16) -> Cow<'static, [FontFamilyName<'static>]> {
    use GenericFamily::{Emoji, Math, SansSerif, Serif, SystemUi};
    let (bundled, generic) = match face {
        Face::Ours if weight == LIGHT_WEIGHT => ([LIGHT, OURS, THEIRS], [SansSerif, Serif]),
        Face::Ours => ([OURS, THEIRS, LIGHT], [SansSerif, Serif]),
        Face::Theirs | Face::Other => ([THEIRS, OURS, LIGHT], [Serif, SansSerif]),
    };
    // Signs belong to no script, so no script's fonts are asked for them; the small pictures among them in their colours, where there
    // is a font with these.
    let generic = [Emoji].into_iter().chain(generic).chain([SystemUi, Math]);
    bundled.into_iter().map(FontFamilyName::named).chain(generic.map(FontFamilyName::Generic)).collect()
}
