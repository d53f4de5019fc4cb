//! What surrounds every page: head, bar, navigation, ways out, the list of keys, and the page of a problem.

use crate::answer::{Theme, View, Wants, citation};
use crate::assets::{self, Asset};
use crate::html::{count, plain, words};
use crate::params::{MOST, Params};
use crate::problem::Problem;
use maud::{DOCTYPE, Markup, html};
use rapporteur_export::Codes;

/// Where a page stands: what was asked for, for the addresses of its neighbours.
pub struct At<'a> {
    /// Path, query and form.
    pub wants: &'a Wants,
    /// The query, understood.
    pub params: &'a Params,
    /// What codes mean.
    pub codes: Codes<'a>,
}

impl At<'_> {
    /// A country's name, or its code where that is none of a country.
    pub fn country(&self, code: &str) -> String {
        country(&self.codes, code)
    }

    /// This page's address with another query.
    pub fn link(&self, query: &str) -> String {
        if query.is_empty() { self.wants.path.clone() } else { format!("{}?{query}", self.wants.path) }
    }
}

/// A country's name, or its code where that is none of a country.
pub fn country(codes: &Codes, code: &str) -> String {
    let bodies = BODIES.iter().find(|(body, _)| *body == code).map(|(_, name)| (*name).to_owned());
    bodies.or_else(|| Some(codes.country(Some(code))?.name.clone())).unwrap_or_else(|| code.to_owned())
}

/// What stands in a country's place for those who have none.
const BODIES: [(&str, &str); 3] =
    [("IGO", "International bodies"), ("EUR", "European Union"), ("UNO", "United Nations")];

/// A page that the navigation names.
struct Entry {
    path: &'static str,
    name: &'static str,
    /// The key that follows `g`.
    key: &'static str,
}

const fn entry(path: &'static str, name: &'static str, key: &'static str) -> Entry {
    Entry { path, name, key }
}

/// The pages in groups.
const PAGES: [(&str, &[Entry]); 4] = [
    (
        "Where things stand",
        &[
            entry("/", "Overview", "o"),
            entry("/positions", "Who stands where", "m"),
            entry("/changes", "What changed", "c"),
            entry("/demands", "Demands", "d"),
        ],
    ),
    (
        "What was said and done",
        &[
            entry("/timeline", "Timeline", "t"),
            entry("/quotes", "Who said what", "q"),
            entry("/events", "Events", "v"),
            entry("/meetings", "Meetings", "e"),
            entry("/figures", "Figures", "f"),
        ],
    ),
    (
        "Between whom, and where",
        &[entry("/dyad", "Two parties", "y"), entry("/network", "Network", "n"), entry("/map", "Map", "w")],
    ),
    (
        "Sources",
        &[entry("/reports", "Reports", "r"), entry("/actors", "Actors", "a"), entry("/read", "Read a report", "p")],
    ),
];

/// Where the pages are that the navigation names.
pub fn paths() -> impl Iterator<Item = &'static str> {
    PAGES.iter().flat_map(|(_, pages)| pages.iter().map(|page| page.path))
}

/// A page around a view.
pub fn page(at: &At, view: &impl View) -> Markup {
    let main = html! {
        header.top {
            div { h1 dir="auto" { (plain(&view.title())) } p.lead dir="auto" { (view.lead()) } }
            (exports(at, view))
        }
        (view.body(at))
        footer.cite {
            p { "Cite as: " span { (plain(&citation(at, view))) } }
            p { a href="/openapi.json" { "Schema" } " · " a href=(assets::LICENSES.path) { "Licences" } " · Rapporteur " (rapporteur::VERSION) }
        }
    };
    let search = at.params.values("q").next().unwrap_or_default();
    whole(&view.title(), at.wants, search, view.chart().map(|chart| chart.script()), main)
}

/// Ways out: all rows that match, not only those of this page, in a form for programs and spreadsheets.
fn exports(at: &At, view: &impl View) -> Markup {
    let rows = match view.is_paged() {
        true => view.total().map(|total| total.min(MOST as u64)),
        false => view.length(),
    };
    let (one, many) = view.rows();
    let said = rows.map(|rows| count(rows, one, many));
    let link = |format: &str| match view.is_paged() {
        true => at.link(&format!("{}&format={format}", at.params.with("size", &MOST.to_string()))),
        false => at.link(&at.params.with("format", format)),
    };
    html! {
        @if rows != Some(0) {
            div.exports role="group" aria-label="Export" {
                @if let Some(said) = &said {
                    a.button href=(link("csv")) download title="With a header; the schema and the citation come with it in the headers Link and X-Citation" {
                        "CSV" span.quiet { " " (said) }
                    }
                }
                @if let (Some((form, _)), Some(said)) = (view.other(), &said) {
                    a.button href=(link(form.as_str())) download title=(form.holds()) { (form.name()) span.quiet { " of " (said) } }
                }
                a.button href=(link("json")) title="With the schema and the citation in “about”" {
                    "JSON" @if let Some(said) = &said { span.quiet { " " (said) } }
                }
            }
        }
    }
}

/// A page that says what went wrong.
pub fn problem(wants: &Wants, problem: &Problem) -> Markup {
    let main = html! {
        header.top { div { h1 { (problem.title) } p.lead { (plain(&problem.detail)) } } }
        p { a href="/" { "Back to the overview" } }
    };
    whole(problem.title, wants, "", None, main)
}

fn whole(title: &str, wants: &Wants, search: &str, script: Option<&Asset>, main: Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" data-theme=[wants.theme.map(Theme::as_str)] {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (plain(title)) " · Rapporteur" }
                link rel="stylesheet" href=(assets::STYLE.path);
                link rel="icon" href=(assets::ICON.path) type="image/svg+xml";
                script type="module" src=(assets::SCRIPT.path) {}
                @if let Some(script) = script { script type="module" src=(script.path) {} }
            }
            body {
                a.skip href="#main" { "Skip to the content" }
                (bar(search))
                (navigation(&wants.path))
                main #main tabindex="-1" { (main) }
                (keys())
            }
        }
    }
}

fn bar(search: &str) -> Markup {
    html! {
        header.bar {
            button.menu type="button" popovertarget="pages" { "Pages" }
            a.brand href="/" { "Rapporteur" }
            form.find role="search" action="/reports" {
                label.unseen for="q" { "Search reports" }
                input #q type="search" name="q" value=(search) placeholder="Search reports" autocomplete="off";
                button { "Search" }
            }
            button.tool type="button" data-theme-switch hidden { "Dark" }
            button.tool type="button" data-keys hidden aria-label="Keys" { "?" }
        }
    }
}

fn navigation(path: &str) -> Markup {
    let all = PAGES.iter().flat_map(|(_, pages)| pages.iter().map(|page| page.path));
    let here = all.filter(|page| path == *page || path.starts_with(&format!("{page}/"))).max_by_key(|page| page.len());
    html! {
        nav.pages #pages aria-label="Pages" popover {
            @for (group, pages) in PAGES {
                p.group { (group) }
                ul {
                    @for Entry { path, name, key } in pages {
                        li { a href=(path) aria-current=[(here == Some(path)).then_some("page")] data-key=(key) { (name) } }
                    }
                }
            }
        }
    }
}

/// The keys, as the dialog of `?` shows them.
fn keys() -> Markup {
    let plain = [
        ("/", "search"),
        ("j", "next row"),
        ("k", "previous row"),
        ("Enter", "open the row"),
        ("Esc", "leave a field or close"),
        ("?", "this list"),
    ];
    html! {
        dialog #keys aria-labelledby="keys-title" {
            h2 #keys-title { "Keys" }
            dl {
                @for (key, does) in plain { div { dt { kbd { (key) } } dd { (does) } } }
                @for (_, pages) in PAGES {
                    @for page in pages { div { dt { kbd { "g" } " " kbd { (page.key) } } dd { (page.name) } } }
                }
            }
            // Who speaks to the computer or slips must be able to switch keys of one letter off (WCAG 2.1.4).
            p { label.check { input type="checkbox" data-keys-switch checked; " Keys are on" } }
            form method="dialog" { button { "Close" } }
        }
    }
}

/// What narrows a page, each with a way to take it off.
pub fn chips(at: &At, label: impl Fn(&str, &str) -> String) -> Markup {
    let chips: Vec<_> = at.params.narrowing().collect();
    html! {
        @if !chips.is_empty() {
            ul.chips aria-label="Narrowed by" {
                @for (name, value) in chips {
                    li {
                        a href=(at.link(&at.params.without(name, value))) {
                            span.unseen { "Remove " }
                            span.name { (said(name)) ": " } (words(&if name == "country" { at.country(value) } else { label(name, value) })) span.x aria-hidden="true" { "×" }
                        }
                    }
                }
                li { a.clear href=(at.wants.path) { "Clear all" } }
            }
        }
    }
}

/// A parameter's name in words.
fn said(name: &str) -> &str {
    match name {
        "q" => "words",
        "since" => "from",
        "until" => "to",
        "as_of" => "as known on",
        "fresh" => "nothing told again",
        name => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_has_its_own_key() {
        let mut keys: Vec<&str> = PAGES.iter().flat_map(|(_, pages)| pages.iter().map(|page| page.key)).collect();
        let count = keys.len();
        keys.sort_unstable();
        keys.dedup();
        assert_eq!(keys.len(), count);
    }
}
