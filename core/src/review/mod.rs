//! Looking back, and what stands beside it.

pub mod crisis;
pub mod from_before;
pub mod hard_day;

/// SplitMix64's finaliser over a value and a seed: spreads them evenly, and is the same on every machine.
pub(crate) fn shuffled(value: u64, seed: u64) -> u64 {
    let mut z = value ^ seed.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// The same over an id.
fn shuffled_id(id: uuid::Uuid, seed: u64) -> u64 {
    let (high, low) = id.as_u64_pair();
    shuffled(high ^ low.rotate_left(32), seed)
}
