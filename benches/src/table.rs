//! What was measured, and whether it is within reach: as a table to read, as Markdown to paste, as JSON to keep.

use std::fmt::{self, Display, Write as _};

use serde::{Deserialize, Deserializer, Serialize};

/// Something that was measured.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Figure {
    /// Which row of the table in docs/performance.md it belongs to.
    pub row: String,
    pub what: String,
    /// Not a number where nothing could be measured; JSON has null for that.
    #[serde(deserialize_with = "number")]
    pub value: f64,
    pub unit: Unit,
    /// How many glimmers the journal had; the same row and words with other numbers tell how it grows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub glimmers: Option<u64>,
    /// What it is measured against, in the same run.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub against: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ratio: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reach: Option<Reach>,
    /// Whether it is within reach; nothing where none was set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ok: Option<bool>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Unit {
    #[serde(rename = "ms")]
    Ms,
    #[serde(rename = "s")]
    Seconds,
    /// Of 1,000,000 bytes.
    #[serde(rename = "MB")]
    Mb,
    /// Of 1,000 bytes.
    #[serde(rename = "kB")]
    Kb,
    #[serde(rename = "%")]
    Percent,
    #[serde(rename = "/s")]
    PerSecond,
    #[serde(rename = "")]
    Count,
}

/// What is to be reached: all of it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct Reach {
    /// By the value itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_most: Option<f64>,
    /// By the ratio to what it is measured against.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ratio: Option<f64>,
}

impl Figure {
    pub fn new(row: &str, what: impl Into<String>, value: f64, unit: Unit) -> Self {
        Self { row: row.into(), what: what.into(), value, unit, glimmers: None, against: None, ratio: None, reach: None, ok: None }
    }

    #[must_use]
    pub fn glimmers(self, glimmers: u64) -> Self {
        Self { glimmers: Some(glimmers), ..self }
    }

    #[must_use]
    pub fn against(self, against: f64) -> Self {
        Self { against: Some(against), ratio: Some(self.value / against), ..self }
    }

    #[must_use]
    pub fn at_most(self, most: f64) -> Self {
        // What could not be measured (NaN) is not within reach.
        let ok = self.value <= most;
        self.reaching(|reach| reach.at_most = Some(most), ok)
    }

    /// Must come after [`Figure::against`].
    #[must_use]
    pub fn at_most_ratio(self, most: f64) -> Self {
        let ok = self.ratio.is_some_and(|ratio| ratio <= most);
        self.reaching(|reach| reach.ratio = Some(most), ok)
    }

    fn reaching(self, add: impl FnOnce(&mut Reach), ok: bool) -> Self {
        let mut reach = self.reach.unwrap_or_default();
        add(&mut reach);
        Self { reach: Some(reach), ok: Some(ok && self.ok != Some(false)), ..self }
    }

    fn cells(&self) -> [String; 7] {
        let with_unit = |number: f64| format!("{} {}", readable(number), self.unit).trim_end().to_owned();
        let Reach { at_most, ratio } = self.reach.unwrap_or_default();
        let reach = at_most.map(|most| format!("≤ {}", with_unit(most))).into_iter();
        let reach: Vec<_> = reach.chain(ratio.map(|most| format!("≤ {} ×", readable(most)))).collect();
        [
            self.row.clone(),
            self.glimmers.map_or_else(|| self.what.clone(), |many| format!("{}, {} glimmers", self.what, readable(many as f64))),
            with_unit(self.value),
            self.against.map(with_unit).unwrap_or_default(),
            self.ratio.map(|ratio| format!("{ratio:.2} ×")).unwrap_or_default(),
            reach.join(", "),
            self.ok.map_or("", |ok| if ok { "✓" } else { "✗" }).to_owned(),
        ]
    }
}

impl Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Ms => "ms",
            Self::Seconds => "s",
            Self::Mb => "MB",
            Self::Kb => "kB",
            Self::Percent => "%",
            Self::PerSecond => "/s",
            Self::Count => "",
        })
    }
}

fn number<'de, D: Deserializer<'de>>(from: D) -> Result<f64, D::Error> {
    Option::<f64>::deserialize(from).map(|number| number.unwrap_or(f64::NAN))
}

const HEAD: [&str; 7] = ["row", "what", "measured", "against", "ratio", "reach", ""];

/// A table with its columns one under the other, for a terminal.
pub fn table(figures: &[Figure]) -> String {
    let lines: Vec<_> = std::iter::once(HEAD.map(str::to_owned)).chain(figures.iter().map(Figure::cells)).collect();
    let width = |column: usize| lines.iter().map(|line| line[column].chars().count()).max().unwrap_or(0);
    let widths: [usize; 7] = std::array::from_fn(width);
    let mut out = String::new();
    for line in &lines {
        let padded = line.iter().zip(widths).enumerate().map(|(column, (cell, width))| match column {
            0 | 1 | 6 => format!("{cell:<width$}"),
            _ => format!("{cell:>width$}"),
        });
        let _ = writeln!(out, "{}", padded.collect::<Vec<_>>().join("  ").trim_end());
    }
    out
}

/// The same for a page of the docs.
pub fn markdown(figures: &[Figure]) -> String {
    let line = |cells: &[String]| format!("| {} |\n", cells.join(" | "));
    let head = line(&HEAD.map(str::to_owned)) + "|---|---|--:|--:|--:|--:|---|\n";
    figures.iter().fold(head, |page, figure| page + line(&figure.cells()).as_str())
}

/// Three digits that count; thousands are parted.
pub fn readable(number: f64) -> String {
    let size = number.abs();
    let decimals = match size {
        _ if number.is_nan() => return "not measured".into(),
        0.0 => 0,
        ..0.001 => 5,
        ..0.1 => 3,
        ..10.0 => 2,
        ..100.0 => 1,
        _ => 0,
    };
    let plain = format!("{number:.decimals$}");
    let (whole, rest) = plain.split_once('.').map_or((plain.as_str(), None), |(whole, rest)| (whole, Some(rest)));
    let mut parted = String::new();
    for (nth, digit) in whole.chars().enumerate() {
        if nth > 0 && (whole.len() - nth).is_multiple_of(3) && digit.is_ascii_digit() && !parted.ends_with('-') {
            parted.push(',');
        }
        parted.push(digit);
    }
    // What says nothing is left out: 1.50 and 20.0 are 1.5 and 20.
    match rest.map(|rest| rest.trim_end_matches('0')).filter(|rest| !rest.is_empty()) {
        Some(rest) => format!("{parted}.{rest}"),
        None => parted,
    }
}

/// The smallest of `values` that at least this share of them does not exceed; not a number if there are none.
pub fn quantile(values: &[f64], share: f64) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let rank = (share * sorted.len() as f64).ceil() as usize;
    sorted.get(rank.max(1) - 1).copied().unwrap_or(f64::NAN)
}

pub fn median(values: &[f64]) -> f64 {
    quantile(values, 0.5)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quantile_is_one_of_the_values() {
        let values: Vec<f64> = (1..=100).rev().map(f64::from).collect();
        assert_eq!((quantile(&values, 0.95), quantile(&values, 0.99), median(&values)), (95.0, 99.0, 50.0));
        assert_eq!((quantile(&[7.0], 0.0), quantile(&[7.0], 0.99)), (7.0, 7.0));
        assert_eq!(quantile(&[1.0, 2.0], 1.0), 2.0);
        assert!(quantile(&[], 0.5).is_nan());
    }

    #[test]
    fn what_was_not_measured_is_not_within_reach() {
        let figure = Figure::new("start", "nothing came", f64::NAN, Unit::Ms);
        assert_eq!(figure.clone().at_most(5.0).ok, Some(false));
        assert_eq!(figure.clone().at_most_ratio(1.5).ok, Some(false), "there is nothing it is measured against");
        assert_eq!(figure.against(3.0).at_most_ratio(1.5).ok, Some(false));
    }

    #[test]
    fn a_ratio_decides_where_a_ratio_is_to_be_reached() {
        let figure = Figure::new("durable", "p99", 3.0, Unit::Ms).against(2.0);
        assert_eq!(figure.clone().at_most_ratio(1.5).ok, Some(true));
        assert_eq!(figure.clone().at_most_ratio(1.4).ok, Some(false));
        assert_eq!(figure.clone().at_most(2.0).at_most_ratio(1.5).ok, Some(false), "both are to be reached");
        assert_eq!(figure.clone().at_most_ratio(1.5).at_most(5.0).cells()[5], "≤ 5 ms, ≤ 1.5 ×");
        assert_eq!(figure.ok, None, "nothing is to be reached");
    }

    #[test]
    fn numbers_have_three_digits_that_count() {
        let written = [0.0, 0.000_42, 0.0421, 1.5, 12.345, 20.0, 123.4, 1_234_567.0, -1234.0].map(readable);
        assert_eq!(written, ["0", "0.00042", "0.042", "1.5", "12.3", "20", "123", "1,234,567", "-1,234"]);
    }

    #[test]
    fn the_table_stands_in_columns_and_says_what_is_out_of_reach() {
        let figures = [
            Figure::new("start", "median", 400.0, Unit::Ms).glimmers(1000).against(390.0).at_most_ratio(1.15),
            Figure::new("sizes", "binary", 20.0, Unit::Mb).at_most(18.0),
        ];
        let table = table(&figures);
        let lines: Vec<_> = table.lines().collect();
        assert_eq!(lines[1], "start  median, 1,000 glimmers    400 ms   390 ms  1.03 ×  ≤ 1.15 ×  ✓");
        assert_eq!(lines[2], "sizes  binary                     20 MB                    ≤ 18 MB  ✗");
        assert_eq!(markdown(&figures).lines().nth(3), Some("| sizes | binary | 20 MB |  |  | ≤ 18 MB | ✗ |"));
    }

    #[test]
    fn json_brings_back_what_was_written() {
        let figure = Figure::new("search", "rare word", 0.7, Unit::Ms).glimmers(1000).against(0.6).at_most_ratio(1.3);
        let written = serde_json::to_string(&figure).unwrap();
        assert_eq!(serde_json::from_str::<Figure>(&written).unwrap(), figure);
        assert!(written.contains(r#""unit":"ms""#) && written.contains(r#""reach":{"ratio":1.3}"#), "{written}");
        let nothing = serde_json::to_string(&Figure::new("start", "it stopped", f64::NAN, Unit::Count)).unwrap();
        assert!(serde_json::from_str::<Figure>(&nothing).unwrap().value.is_nan());
    }
}
