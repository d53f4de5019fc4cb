//! What each page shows of three reports, in each of its forms.
//!
//! The router is asked without a network; what a browser makes of the pages is tested end to end (`e2e`).

#[path = "../made/mod.rs"]
#[allow(dead_code, reason = "the attacks use the rest of it")]
mod made;
mod story;

use axum::body::Body;
use axum::http::{StatusCode, header};
use made::{Answer, Server, get};
use rapporteur_web::Settings;
use serde_json::Value;
use story::story;

/// Every page, and whether it is a table.
const PAGES: [(&str, bool); 17] = [
    ("/", false),
    ("/reports", true),
    ("/reports?q=toll", true),
    ("/reports/1", false),
    ("/positions", true),
    ("/changes", true),
    ("/demands", true),
    ("/timeline", true),
    ("/quotes", true),
    ("/events", true),
    ("/meetings", true),
    ("/figures", true),
    ("/dyad", true),
    ("/network", true),
    ("/map", true),
    ("/actors", true),
    ("/read", false),
];

/// Most bytes of a page with all that it loads, as they are before they are compressed.
const HEAVIEST: usize = 400_000;

fn server() -> Server {
    Server::over(&story(), Settings::default(), |app| app)
}

/// The values of an attribute, as they stand in the page.
fn values<'b>(body: &'b str, name: &str) -> Vec<&'b str> {
    let start = format!(" {name}=\"");
    body.split(&start).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

fn unescaped(text: &str) -> String {
    text.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

/// The rows of a page's first chart.
fn drawn(answer: &Answer) -> Vec<Value> {
    let data = values(&answer.body, "data-rows");
    let data: Value =
        serde_json::from_str(&unescaped(data.first().unwrap_or_else(|| panic!("no chart in {}", answer.body))))
            .expect("JSON");
    data[0].as_array().expect("rows").clone()
}

#[tokio::test]
async fn every_page_has_all_its_forms() {
    let server = server();
    for (page, is_table) in PAGES {
        let html = server.get(page).await;
        assert_eq!(html.status, StatusCode::OK, "{page}");
        assert_eq!(html.body.matches("<h1").count(), 1, "{page}");
        assert!(html.body.contains("Cite as: "), "{page}");
        let data = server.data(page).await;
        assert_eq!(data.status, StatusCode::OK, "{page}");
        assert_eq!(data.json()["about"]["schema"], "/openapi.json", "{page}");
        let mark = if page.contains('?') { '&' } else { '?' };
        let csv = server.get(&format!("{page}{mark}format=csv")).await;
        assert_eq!(csv.status == StatusCode::OK, is_table, "{page}");
        if is_table {
            let rows = csv.body.lines().count() - 1;
            assert_eq!(csv.header("x-rows"), rows.to_string(), "{page}");
            assert_eq!(csv.header("link"), "</openapi.json>; rel=\"describedby\"", "{page}");
            assert!(csv.header("x-citation").contains("Rapporteur"), "{page}");
        }
    }
}

#[tokio::test]
async fn pages_are_light_and_load_nothing_from_elsewhere() {
    let server = server();
    for (page, _) in PAGES {
        let html = server.get(page).await;
        let loaded = values(&html.body, "src").into_iter().chain(
            values(&html.body, "href").into_iter().filter(|href| href.ends_with(".css") || href.ends_with(".svg")),
        );
        let mut weight = html.body.len();
        for path in loaded {
            let asset = server.get(path).await;
            assert_eq!(asset.status, StatusCode::OK, "{page} loads {path}");
            assert!(asset.header("cache-control").contains("immutable"), "{path}");
            weight += asset.body.len();
        }
        // The letters of Latin text.
        weight += 80_000;
        assert!(weight < HEAVIEST, "{page} has {weight} bytes");
        assert!(!html.body.contains(" style=") && !html.body.contains("<style"), "{page}");
        assert_eq!(html.body.matches("<script").count(), html.body.matches("<script type=\"module\" src=\"/").count());
    }
}

#[tokio::test]
async fn what_is_exported_is_what_is_shown() {
    let server = server();
    let page = server.get("/events?type=ACCUSE").await;
    assert!(page.body.contains("1–1 of 1 event"), "{}", page.body);
    let export = values(&page.body, "href").into_iter().find(|href| href.ends_with("format=csv")).map(unescaped);
    let csv = server.get(&export.expect("a way out")).await;
    assert_eq!(csv.header("x-rows"), "1");
    assert!(csv.body.starts_with("when,type,"), "{}", csv.body);
}

#[tokio::test]
async fn other_programs_get_what_is_shown() {
    let server = server();
    for (page, form, media, begins) in [
        ("/meetings", "ics", "text/calendar; charset=utf-8", "BEGIN:VCALENDAR"),
        ("/map", "geojson", "application/geo+json", "{"),
        ("/network", "gexf", "application/gexf+xml", "<?xml"),
    ] {
        let shown = server.get(page).await.body;
        let href = values(&shown, "href").into_iter().find(|href| href.ends_with(form)).map(unescaped);
        let file = server.get(&href.unwrap_or_else(|| panic!("{page} has no way out as {form}"))).await;
        assert_eq!((file.status, file.header("content-type")), (StatusCode::OK, media), "{page}");
        assert!(file.body.starts_with(begins), "{page}: {}", file.body);
        assert!(file.header("content-disposition").ends_with(&format!(".{form}\"")), "{page}");
        assert!(file.header("x-citation").contains("Rapporteur"), "{page}");
        let accepted = get(page).header(header::ACCEPT, media).body(Body::empty()).expect("a request");
        assert_eq!(server.ask(accepted).await.body, file.body, "{page}");
        let other = server.data(&format!("/quotes?format={form}")).await;
        assert_eq!(other.status, StatusCode::NOT_ACCEPTABLE, "statements are not given as {form}");
    }
    let calendar = server.get("/meetings?format=ics").await;
    assert_eq!((calendar.header("x-rows"), calendar.body.matches("BEGIN:VEVENT").count()), ("1", 1));
    let network = server.get("/network?format=gexf").await;
    assert_eq!((network.header("x-rows"), network.body.matches("<edge ").count()), ("3", 3));
    assert!(!server.get("/network?format=gexf&type=ACCUSE").await.body.contains("AGREE"), "only what is shown");
    let places: Value = serde_json::from_str(&server.get("/map?format=geojson").await.body).expect("JSON");
    assert_eq!(places["features"].as_array().map(Vec::len), Some(1));
}

/// Where the counts beside the rows lead, and what they promise.
fn counted(body: &str) -> Vec<(String, u64)> {
    let facets = body.split("<details class=\"facet\"").skip(1).flat_map(|facet| facet.split("<li>").skip(1));
    let promise = |line: &str| {
        let href = line.strip_prefix("<a href=\"")?.split('"').next()?;
        let count = line.split("<span class=\"n\">").nth(1)?.split('<').next()?;
        // What is on already would be taken off.
        let is_on = line.contains("aria-current");
        (!is_on).then(|| (unescaped(href), count.parse().expect("a small number")))
    };
    facets.filter_map(promise).collect()
}

#[tokio::test]
async fn each_count_is_the_rows_that_its_link_shows() {
    let mut records = story();
    records[1].report.publisher = Some("The \u{7}Bell".into());
    records[2].report.publisher = Some("Canal & Sons".into());
    // A copy, and a later change of mind.
    for (id, from, day, publisher) in [("d", 1, "2026-02-21", "The Lock"), ("e", 0, "2026-04-02", "The Harbour")] {
        let mut record = records[from].clone();
        record.report.id = id.into();
        record.report.sha256 = id.repeat(64);
        record.report.published = Some(day.into());
        record.report.publisher = Some(publisher.into());
        records.push(record);
    }
    let server = Server::over(&records, Settings::default(), |app| app);
    let lists = ["/reports", "/reports?q=toll", "/changes", "/timeline", "/quotes", "/events", "/meetings", "/figures"];
    let narrowed = ["", "clock=reported", "as_of=2026-03-20", "since=2026-02-15", "fresh=1", "until=2026-03-01&size=1"];
    let mut followed = 0;
    for list in lists {
        let mark = if list.contains('?') { '&' } else { '?' };
        let mut open: Vec<String> = narrowed.iter().map(|more| format!("{list}{mark}{more}")).collect();
        for depth in 0..2 {
            let mut next = Vec::new();
            for path in open {
                for (href, promised) in counted(&server.get(&path).await.body) {
                    let answer = server.data(&href).await;
                    assert_eq!(answer.status, StatusCode::OK, "{path} leads to {href}");
                    assert_eq!(answer.json()["about"]["total"], promised, "{path} leads to {href}");
                    followed += 1;
                    next.push(href);
                }
            }
            open = if depth == 0 { next } else { Vec::new() };
        }
    }
    assert!(followed > 300, "{followed}");
    let reports = server.get("/reports").await.body;
    assert!(reports.contains("⟦U+0007⟧Bell"), "a publisher that no address can name is counted all the same");
}

#[tokio::test]
async fn a_filter_is_a_chip_that_comes_off() {
    let server = server();
    let page = server.get("/events?type=ACCUSE&country=COL").await;
    assert!(page.body.contains("<bdi>Colombia</bdi>"));
    assert!(values(&page.body, "href").contains(&"/events?type=ACCUSE"));
    assert!(values(&page.body, "href").contains(&"/events?country=COL"));
}

#[tokio::test]
async fn the_matrix_shows_the_latest_stance_its_words_its_day_and_that_it_changed() {
    let page = server().get("/positions").await;
    let cell = page.body.split("data-party=\"Panama\"").nth(1).expect("Panama's cell");
    let cell = cell.split("</td>").next().expect("its end");
    let (latest, earlier) = cell.split_once("<details").expect("what came before");
    for shown in ["supports", "Panama now supports a toll on ships", "5 Mar 2026", "1 change"] {
        assert!(latest.contains(shown), "{shown}: {latest}");
    }
    assert!(earlier.contains("rejects") && earlier.contains("10 Feb 2026"), "{earlier}");
}

#[tokio::test]
async fn a_change_shows_both_passages() {
    let page = server().get("/changes").await;
    assert!(page.body.contains("turned around"));
    assert!(
        page.body.contains("Panama rejects a toll on ships")
            && page.body.contains("Panama now supports a toll on ships")
    );
}

#[tokio::test]
async fn the_timeline_draws_what_is_known_by_its_month_as_a_stretch() {
    let page = server().get("/timeline").await;
    let meeting = drawn(&page).into_iter().find(|row| row[3] == "meeting").expect("a meeting");
    assert_eq!([&meeting[0], &meeting[1]], ["2026-03-01", "2026-03-31"]);
    assert!(page.body.contains("Mar 2026"));
}

#[tokio::test]
async fn a_month_of_meetings_names_what_has_no_day() {
    let page = server().get("/meetings").await;
    assert!(page.body.contains("In or from Mar 2026, day not known"));
}

#[tokio::test]
async fn two_parties_are_scored_in_both_directions() {
    let page = server().get("/dyad").await;
    let marks: Vec<(f64, i64)> =
        drawn(&page).iter().filter_map(|row| Some((row[1].as_f64()?, row[2].as_i64()?))).collect();
    assert_eq!(marks.len(), 3);
    assert!(marks.contains(&(6.0, 0)) && marks.contains(&(-2.0, 1)), "{marks:?}");
    assert!(page.body.contains("Goldstein") && page.body.contains("reported events"));
}

#[tokio::test]
async fn the_network_and_its_table_agree() {
    let page = server().get("/network").await;
    let drawn = drawn(&page);
    assert_eq!(drawn.len(), 2);
    // Panama acts twice on Colombia: once friendly, once not.
    assert_eq!([&drawn[0][2], &drawn[0][3], &drawn[0][4]], [2, 1, 1]);
    assert_eq!(page.body.matches("<tr class=\"row-line\"").count(), 2);
}

#[tokio::test]
async fn the_map_says_how_finely_a_place_is_known() {
    let page = server().get("/map").await;
    assert_eq!(drawn(&page)[0][3], "city");
    assert!(page.body.contains("<td>city</td>"));
}

#[tokio::test]
async fn figures_of_one_unit_stand_in_one_picture() {
    let page = server().get("/figures").await;
    let values: Vec<f64> = drawn(&page).iter().filter_map(|row| row[1].as_f64()).collect();
    assert_eq!(values.len(), 3, "{values:?}");
    for number in ["40 ships", "55 ships", "60 ships"] {
        assert!(page.body.contains(number));
    }
}

#[tokio::test]
async fn text_and_record_point_at_each_other() {
    let page = server().get("/reports/3").await;
    let lines = values(&page.body, "data-line");
    let marked: Vec<&str> = values(&page.body, "data-lines").into_iter().flat_map(|lines| lines.split(' ')).collect();
    assert!(!lines.is_empty());
    assert!(lines.iter().all(|line| marked.contains(line)), "{lines:?} {marked:?}");
    assert!(page.body.contains("id=\"P1\"") && page.body.contains("dir=\"auto\""));
}

#[tokio::test]
async fn chosen_colours_are_there_before_any_script() {
    let server = server();
    let dark = get("/").header(header::COOKIE, "theme=dark").body(Body::empty()).expect("a request");
    assert!(server.ask(dark).await.body.contains("data-theme=\"dark\""));
    assert!(!server.get("/").await.body.contains("data-theme=\""));
    let other = get("/").header(header::COOKIE, "theme=\"><script>").body(Body::empty()).expect("a request");
    assert!(!server.ask(other).await.body.contains("data-theme=\""));
}
