//! A page of rows: what narrows it at the left, its rows, which of how many, and the ways out.

use crate::answer::{Form, View};
use crate::chart::Chart;
use crate::frame::{At, chips};
use crate::html::{code, count, grouped, month, plain, unit};
use crate::params::Params;
use crate::problem::Problem;
use crate::table::Table;
use maud::{Markup, html};
use rapporteur_store::{Behind, Facet, Page, Query, Store, StoreError, Tabular, ThreadId};
use serde_json::Value;

/// Rows of one kind as a page.
pub struct Listing<T> {
    /// What they are.
    pub about: &'static About,
    /// The rows, with counts.
    pub page: Page<T>,
    /// Rows that a chart shows beyond those of the page; empty where it shows just these.
    pub around: Vec<T>,
    /// Names of the actors that narrow it.
    pub names: Vec<(String, String)>,
    /// Draws the rows.
    pub draw: fn(&Listing<T>, &At) -> Markup,
}

/// What the rows of a page are.
pub struct About {
    /// Title.
    pub title: &'static str,
    /// One sentence on what is shown.
    pub lead: &'static str,
    /// One row, and several.
    pub row: (&'static str, &'static str),
    /// The parameter that narrows by class, and what a class is called: `("act", "Act")`.
    pub class: Option<(&'static str, &'static str)>,
    /// Whether words of an issue narrow it.
    pub issue: bool,
    /// The chart above the rows.
    pub chart: Option<Chart>,
    /// The form for other programs, and what is in it.
    pub other: Option<(Form, Behind)>,
}

/// Orders, as the form names them; without a value, the usual one of the page.
const ORDERS: [(&str, &str); 4] =
    [("", "As usual"), ("newest", "Newest first"), ("oldest", "Oldest first"), ("sources", "Most reported first")];

/// A page of rows, or why there is none.
pub type Listed<T> = Result<Listing<T>, Problem>;

/// The rows that an address asks for, with the counts beside them.
pub fn listing<T: Tabular>(
    about: &'static About,
    store: &Store,
    params: &Params,
    ask: impl FnOnce(&Query) -> Result<Page<T>, StoreError>,
    draw: fn(&Listing<T>, &At) -> Markup,
) -> Listed<T> {
    let page = ask(&Query { facets: true, ..params.query.clone() })?;
    Ok(Listing { about, page, around: Vec::new(), names: names(store, params)?, draw })
}

/// The names of the actors that an address names by their ids.
pub fn names(store: &Store, params: &Params) -> Result<Vec<(String, String)>, Problem> {
    let ids = params.values("actor").filter(|value| ThreadId::parse(value).is_some());
    let name = |id: &str| {
        let query = Query { actor: vec![id.into()], limit: Some(1), ..Query::default() };
        Ok(store.actors(&query)?.rows.into_iter().next().map(|actor| (id.to_owned(), actor.name)))
    };
    ids.map(name).filter_map(Result::transpose).collect()
}

/// What to call the value of a parameter: of an actor's id its name.
pub fn label(names: &[(String, String)], value: &str) -> String {
    names.iter().find(|(id, _)| id == value).map_or_else(|| value.to_owned(), |(_, name)| name.clone())
}

impl<T: Tabular> View for Listing<T> {
    fn title(&self) -> String {
        self.about.title.into()
    }

    fn lead(&self) -> String {
        self.about.lead.into()
    }

    fn body(&self, at: &At) -> Markup {
        let label = |_: &str, value: &str| label(&self.names, value);
        let narrowed = at.params.narrowing().next().is_some();
        html! {
            div.listing {
                details.filters open[narrowed] {
                    summary { "Narrow" }
                    (self.form(at))
                    (self.facets(at))
                }
                section.results aria-label=(self.about.title) {
                    (chips(at, label))
                    p.count role="status" { (self.shown(at)) }
                    @if self.page.rows.is_empty() {
                        p.none { "Nothing matches. Take a filter off, or widen the dates." }
                    } @else {
                        ((self.draw)(self, at))
                    }
                    (self.pager(at))
                }
            }
        }
    }

    fn data(&self) -> Result<Value, serde_json::Error> {
        Ok(serde_json::json!({
            "total": self.page.total,
            "rows": serde_json::to_value(&self.page.rows)?,
            "facets": serde_json::to_value(&self.page.facets)?,
        }))
    }

    fn table(&self) -> Option<Table> {
        Some(Table::of(&self.page.rows))
    }

    fn total(&self) -> Option<u64> {
        Some(self.page.total)
    }

    fn is_paged(&self) -> bool {
        true
    }

    fn rows(&self) -> (&'static str, &'static str) {
        self.about.row
    }

    fn chart(&self) -> Option<Chart> {
        self.about.chart
    }

    fn other(&self) -> Option<(Form, Behind)> {
        self.about.other
    }
}

impl<T: Tabular> Listing<T> {
    /// `1–20 of 345 reports`.
    fn shown(&self, at: &At) -> String {
        let (from, rows) = (at.params.query.offset, self.page.rows.len());
        let (one, many) = self.about.row;
        match rows {
            0 => count(self.page.total, one, many),
            _ => format!(
                "{}–{} of {}",
                grouped(from as f64 + 1.0),
                grouped((from + rows) as f64),
                count(self.page.total, one, many)
            ),
        }
    }

    fn pager(&self, at: &At) -> Markup {
        let (page, size) = (at.params.page, at.params.size);
        let pages = (self.page.total as usize).div_ceil(size);
        html! {
            @if pages > 1 {
                nav.pager aria-label="Pages of results" {
                    @if page > 1 {
                        a rel="prev" href=(at.link(&at.params.with("page", &(page - 1).min(pages).to_string()))) { "← Previous" }
                    }
                    span { "Page " (page) " of " (grouped(pages as f64)) }
                    @if page < pages {
                        a rel="next" href=(at.link(&at.params.with("page", &(page + 1).to_string()))) { "Next →" }
                    }
                }
            }
        }
    }

    /// What is narrowed by typing.
    fn form(&self, at: &At) -> Markup {
        let value = |name: &str| at.params.values(name).next().unwrap_or_default().to_owned();
        let kept = at.params.pairs.iter().filter(|(name, _)| {
            !matches!(name.as_str(), "since" | "until" | "issue" | "as_of" | "order" | "fresh" | "page" | "format")
                && !(name == "q" && self.about.issue)
        });
        html! {
            form.narrow {
                @for (name, value) in kept { input type="hidden" name=(name) value=(value); }
                @if self.about.issue {
                    label { span { "Words" } input type="text" name="issue" value=(value("issue")) placeholder="withdrawal, water"; }
                }
                label { span { "From" } input type="text" name="since" value=(value("since")) placeholder="2026-02" inputmode="numeric"; }
                label { span { "To" } input type="text" name="until" value=(value("until")) placeholder="2026-04-30" inputmode="numeric"; }
                details.facet open[["as_of", "order", "fresh"].iter().any(|name| !value(name).is_empty())] {
                    summary { "More" }
                    label { span { "As known on the evening of" } input type="text" name="as_of" value=(value("as_of")) placeholder="2026-03-15" inputmode="numeric"; }
                    label {
                        span { "Order" }
                        select name="order" {
                            @for (order, name) in ORDERS { option value=(order) selected[value("order") == order] { (name) } }
                        }
                    }
                    @if self.about.issue {
                        label.check { input type="checkbox" name="fresh" value="1" checked[value("fresh") == "1"]; " Nothing told again" }
                    }
                }
                button { "Apply" }
            }
        }
    }

    fn facets(&self, at: &At) -> Markup {
        let mut groups = vec![("country", "country", "Country"), ("actor", "actor", "Actor")];
        if let Some((param, name)) = self.about.class {
            groups.insert(0, ("class", param, name));
        }
        groups.extend([("publisher", "publisher", "Publisher"), ("month", "month", "Month")]);
        html! {
            @for (field, param, name) in groups {
                @let facets: Vec<&Facet> = self.page.facets.iter().filter(|facet| facet.field == field).collect();
                @if facets.len() > 1 {
                    details.facet open[matches!(field, "class" | "country" | "publisher")] {
                        summary { (name) }
                        ul {
                            @for facet in facets.iter().take(12) { (self.facet(at, facet, param)) }
                        }
                    }
                }
            }
        }
    }

    fn facet(&self, at: &At, facet: &Facet, param: &str) -> Markup {
        let on = at.params.values(param).any(|value| value == facet.value);
        let query = match on {
            false => at.params.with(param, &facet.value),
            true => at.params.without(param, &facet.value),
        };
        // What no address can say (a publisher with controls in its name) is counted, and leads nowhere.
        let href = Params::parse(&query).is_ok_and(|asked| on || asked.values(param).any(|value| value == facet.value));
        let label = match facet.field.as_str() {
            "month" => month(&facet.value),
            "country" => at.country(&facet.value),
            "class" if self.about.class.is_some_and(|(_, name)| name == "Unit") => unit(&facet.label),
            "class" => code(&facet.label),
            _ => facet.label.clone(),
        };
        html! {
            li {
                a href=[href.then(|| at.link(&query))] aria-current=[on.then_some("true")] {
                    bdi { (plain(&label)) } span.n { (grouped(facet.count as f64)) }
                }
            }
        }
    }
}
