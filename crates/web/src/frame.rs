//! What surrounds every page: head, bar, navigation, filters, and the page of a problem.

use crate::answer::{View, Wants, citation};
use crate::assets;
use crate::html::{plain, words};
use crate::params::Params;
use crate::problem::Problem;
use maud::{DOCTYPE, Markup, html};

/// Where a page stands: what was asked for, for the addresses of its neighbours.
pub struct At<'a> {
    /// Path, query and form.
    pub wants: &'a Wants,
    /// The query, understood.
    pub params: &'a Params,
}

impl At<'_> {
    /// This page's address with another query.
    pub fn link(&self, query: &str) -> String {
        if query.is_empty() { self.wants.path.clone() } else { format!("{}?{query}", self.wants.path) }
    }
}

/// The pages that the navigation names: path, name, the key that follows `g`.
const PAGES: [(&str, &str, &str); 11] = [
    ("/", "Overview", "o"),
    ("/reports", "Reports", "r"),
    ("/positions", "Who stands where", "m"),
    ("/changes", "What changed", "c"),
    ("/timeline", "Timeline", "t"),
    ("/meetings", "Meetings", "e"),
    ("/quotes", "Who said what", "q"),
    ("/events", "Events", "v"),
    ("/figures", "Figures", "f"),
    ("/actors", "Actors", "a"),
    ("/read", "Read a report", "p"),
];

/// A page around a view.
pub fn page(at: &At, view: &impl View) -> Markup {
    let main = html! {
        header.top {
            h1 dir="auto" { (plain(&view.title())) }
            p.lead { (view.lead()) }
        }
        (view.body(at))
        footer.cite {
            p { "Cite as: " span { (plain(&citation(at, view))) } }
            p {
                "The same as data: " a href=(at.link(&at.params.with("format", "json"))) { "JSON" }
                @if view.table().is_some() {
                    ", " a href=(at.link(&at.params.with("format", "csv"))) { "CSV" }
                }
            }
        }
    };
    whole(&view.title(), &at.wants.path, at.params.values("q").next().unwrap_or_default(), main)
}

/// A page that says what went wrong.
pub fn problem(wants: &Wants, problem: &Problem) -> Markup {
    let main = html! {
        header.top {
            h1 { (problem.title) }
            p.lead { (plain(&problem.detail)) }
        }
        p { a href="/" { "Back to the overview" } }
    };
    whole(problem.title, &wants.path, "", main)
}

fn whole(title: &str, path: &str, search: &str, main: Markup) -> Markup {
    let here =
        PAGES.iter().rev().map(|page| page.0).find(|page| path == *page || path.starts_with(&format!("{page}/")));
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (plain(title)) " · Rapporteur" }
                link rel="stylesheet" href=(assets::STYLE.path);
                link rel="icon" href=(assets::ICON.path) type="image/svg+xml";
                script type="module" src=(assets::SCRIPT.path) {}
            }
            body {
                a.skip href="#main" { "Skip to the content" }
                header.bar {
                    a.brand href="/" { "Rapporteur" }
                    form.find role="search" action="/reports" {
                        label.unseen for="q" { "Search reports" }
                        input #q type="search" name="q" value=(search) placeholder="Search reports" autocomplete="off";
                        button { "Search" }
                    }
                    button.tool data-theme-switch hidden { "Dark" }
                }
                nav.pages aria-label="Pages" {
                    ul {
                        @for (page, name, key) in PAGES {
                            li { a href=(page) aria-current=[(here == Some(page)).then_some("page")] data-key=(key) { (name) } }
                        }
                    }
                }
                main #main tabindex="-1" { (main) }
            }
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
                            span.name { (name) ": " } (words(&label(name, value))) span.x aria-hidden="true" { "×" }
                        }
                    }
                }
                li { a.clear href=(at.wants.path) { "Clear all" } }
            }
        }
    }
}
