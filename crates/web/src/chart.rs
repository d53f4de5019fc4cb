//! A place for a chart: its data and its caption. The script draws it; the rows of its page say the same in words, and
//! without the script only they are seen.

use crate::assets::{self, Asset};
use maud::{Markup, html};
use serde_json::{Value, json};

/// Which chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chart {
    /// Events and meetings over time.
    Timeline,
    /// One series of figures.
    Figures,
    /// What two parties did to each other.
    Dyad,
    /// Who acts on whom.
    Network,
    /// Where.
    Map,
}

impl Chart {
    /// The script that draws it.
    pub fn script(self) -> &'static Asset {
        match self {
            Chart::Map => &assets::MAP,
            _ => &assets::CHARTS,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Chart::Timeline => "timeline",
            Chart::Figures => "figures",
            Chart::Dyad => "dyad",
            Chart::Network => "network",
            Chart::Map => "map",
        }
    }
}

/// A chart of rows, with what it needs beside them.
pub fn chart(chart: Chart, rows: &[Value], more: &Value, caption: Markup) -> Markup {
    html! {
        figure class={ "chart " (chart.name()) } data-chart=(chart.name()) data-rows=(json!([rows, more]).to_string()) {
            figcaption { (caption) }
        }
    }
}
