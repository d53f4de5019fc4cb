//! One story, told to both databases: what is added, joined, asked, revised, rebuilt.

mod reports;
mod server;

use rapporteur_record::Record;
use rapporteur_store::{ChangeKind, Clock, Order, Outcome, Query, Store};
use reports::report;

const ADDED: &str = "2031-03-20T10:00:00Z";

/// A negotiation between two invented ministers, in reports of three papers and one agency copy.
fn negotiation() -> Vec<Record> {
    let first = "Estonia's foreign minister Mart Kask will meet Eero Salmi of Finland on 9 March. \
        “We must have the ferries running again before the summer season begins,” Kask told Finland. \
        Estonia supports the joint port authority. The ferry strike left 120 people stranded in Tallinn.";
    let held = "Ministers Mart Kask and Eero Salmi met on 9 March and spoke for three hours about the ferries, the port and \
        the fishing grounds between the two coasts. Neither would say what had been agreed. The two delegations ate \
        together afterwards, and the hosts called the evening friendly. Estonia rejects the joint port authority, \
        officials said, because the costs would fall on one side only. By Monday 150 people were stranded in Tallinn.";
    let copied = format!("{held} (Agency)");
    let answer = "Finland's minister Eero Salmi said: “We accept that the ferries must run again before the summer.” \
        Earlier Kask had said: “We must have the ferries running again before the summer season begins.”";
    let people =
        |draft: reports::Draft| {
            draft
                .actor("Mart Kask", "person", "EST", Some("GOV"))
                .actor("Eero Salmi", "person", "FIN", Some("GOV"))
                .actor("Estonia", "state", "EST", Some("GOV"))
        };
    vec![
        people(report("f1", "north", "2031-03-02", first))
            .actor("Finland", "state", "FIN", Some("GOV"))
            .says("A1", "demand", "We must have the ferries running again before the summer season begins", &["A4"])
            .meets((&[], &["A1", "A2"]), "scheduled", Some(("9 March", "2031-03-09")), "will meet Eero Salmi")
            .stands("A3", "supports", "the joint port authority", "supports the joint port authority")
            .counts(120.0, "120 people", "in Tallinn")
            .record(),
        people(report("h1", "south", "2031-03-10", held))
            .meets((&[], &["A1", "A2"]), "held", Some(("9 March", "2031-03-09")), "met on 9 March")
            .stands("A3", "rejects", "joint port authority", "rejects the joint port authority")
            .counts(150.0, "150 people", "in Tallinn")
            .happens("CONSULT", &["A1"], &["A2"], "met")
            .record(),
        people(report("h2", "east", "2031-03-10", &copied))
            .meets((&[], &["A1", "A2"]), "held", Some(("9 March", "2031-03-09")), "met on 9 March")
            .stands("A3", "rejects", "joint port authority", "rejects the joint port authority")
            .record(),
        report("a1", "north", "2031-03-12", answer)
            .actor("Eero Salmi", "person", "FIN", Some("GOV"))
            .actor("Kask", "person", "EST", None)
            .says("A1", "accept", "We accept that the ferries must run again before the summer", &[])
            .says("A2", "demand", "We must have the ferries running again before the summer season begins", &[])
            .record(),
    ]
}

fn tell(address: &str) {
    let store = Store::open(address).expect("a new store");
    let records = negotiation();
    let outcomes = store.add(&records, ADDED).expect("added");
    assert_eq!(outcomes, [Outcome::Added(1), Outcome::Added(2), Outcome::Added(3), Outcome::Added(4)]);
    ask(&store);
    once_more(&store, &records);
    revise(&store, &records[0]);
    let before = everything(&store);
    assert_eq!(store.rebuild(|_| {}).expect("rebuilt"), 5);
    assert_eq!(everything(&store), before, "what is derived can be derived again");
    sound(&store);
    same_by_columns(address, &store);
    two_at_once(address, &records);
}

/// A reader answers by columns in memory what a store answers by its database.
fn same_by_columns(address: &str, store: &Store) {
    let reader = Store::readers(address, 1).expect("a reader").remove(0);
    let all = Query { facets: true, ..Query::default() };
    let text = |text: &str| Some(text.to_string());
    let narrowed = [
        all.clone(),
        Query { actor: vec!["Kask".into()], ..all.clone() },
        Query { actor: vec!["Nobody".into()], ..all.clone() },
        Query { country: vec!["est".into(), "FIN".into()], ..all.clone() },
        Query { country: vec!["SWE".into()], ..all.clone() },
        Query { issue: text("port authority"), ..all.clone() },
        Query { text: text("ferries"), order: Order::Oldest, ..all.clone() },
        Query { since: text("2031-03-05"), until: text("2031-03-10"), ..all.clone() },
        Query { since: text("2031-03-10"), clock: Clock::Reported, order: Order::Newest, ..all.clone() },
        Query { month: text("2031-03"), ..all.clone() },
        Query { month: text("2031-03-10"), clock: Clock::Reported, ..all.clone() },
        Query { as_of: text("2031-03-04"), ..all.clone() },
        Query { act: vec!["DEMAND".into(), "accept".into()], ..all.clone() },
        Query { r#type: vec!["consult".into(), "scheduled".into(), "direct".into(), "people".into()], ..all.clone() },
        Query { place: text("Tallinn"), ..all.clone() },
        Query { place: text("Atlantis"), ..all.clone() },
        Query { publisher: text("south"), ..all.clone() },
        Query { publisher: text("nobody"), ..all.clone() },
        Query { fresh: true, order: Order::Sources, ..all.clone() },
        Query { limit: Some(1), offset: 1, ..all.clone() },
        Query { limit: Some(1), offset: 99, ..all.clone() },
    ];
    for query in &narrowed {
        assert_eq!(everything_of(&reader, query), everything_of(store, query), "{query:?}");
    }
}

/// All answers to one query, as JSON.
fn everything_of(store: &Store, query: &Query) -> String {
    let answers = (
        store.timeline(query).expect("timeline"),
        store.quotes(query).expect("quotes"),
        store.events(query).expect("events"),
        store.meetings(query).expect("meetings"),
        store.figures(query).expect("figures"),
        store.positions(query).expect("positions"),
        store.changes(query).expect("changes"),
        store.demands(query).expect("demands"),
        store.pairs(query).expect("pairs"),
        store.places(query).expect("places"),
        store.reports(query).expect("reports"),
        store.actors(query).expect("actors"),
        store.search(&Query { text: Some("ferries".into()), ..query.clone() }).expect("search"),
    );
    serde_json::to_string(&answers).expect("JSON")
}

fn sound(store: &Store) {
    assert_eq!(store.check().expect("checked").problems, []);
}

fn ask(store: &Store) {
    joined(store);
    followed(store);
    let hits = store.search(&Query { text: Some("delegation ferries".into()), ..Query::default() }).expect("found");
    assert_eq!(hits.total, 2);
    assert_eq!(hits.rows[0].copies, 1, "the copy is told");
    assert!(store.search(&Query::default()).is_err(), "nothing to search for is an error");
    sound(store);
}

fn joined(store: &Store) {
    let actors = store.actors(&Query { actor: vec!["Kask".into()], ..Query::default() }).expect("actors");
    assert_eq!((actors.total, actors.rows[0].reports), (1, 4), "the surname alone is the same person");
    let quotes = store.quotes(&Query { act: vec!["demand".into()], ..Query::default() }).expect("quotes");
    assert_eq!((quotes.total, quotes.rows[0].coverage.reports, quotes.rows[0].coverage.sources), (1, 2, 2));
    let both = Query { country: vec!["EST".into(), "FIN".into()], facets: true, ..Query::default() };
    let meetings = store.meetings(&both).expect("meetings");
    assert_eq!(meetings.total, 1);
    let meeting = &meetings.rows[0];
    assert_eq!((meeting.coverage.reports, meeting.coverage.sources), (3, 2), "a copy is no source of its own");
    assert_eq!(meeting.happened.since, "2031-03-09");
    assert_eq!(meeting.life.iter().map(|step| step.status.as_str()).collect::<Vec<_>>(), ["scheduled", "held"]);
    let count = |value: &str| meetings.facets.iter().find(|facet| facet.value == value).map(|facet| facet.count);
    assert_eq!((count("FIN"), count("scheduled"), count("2031-03")), (Some(1), Some(1), Some(1)));
    let nobody =
        store.meetings(&Query { actor: vec!["Salmi".into()], country: vec!["SWE".into()], ..Query::default() });
    assert_eq!(nobody.expect("none").total, 0);
    assert_eq!(store.events(&Query { r#type: vec!["CONSULT".into()], ..Query::default() }).expect("events").total, 1);
}

fn followed(store: &Store) {
    let early = Query { as_of: Some("2031-03-05".into()), ..Query::default() };
    assert_eq!(store.meetings(&early).expect("early").rows[0].status, "scheduled", "nobody knew more on that day");
    assert_eq!(store.meetings(&Query::default()).expect("late").rows[0].status, "held");
    let changes = store.changes(&Query::default()).expect("changes");
    assert_eq!(changes.total, 1, "and the copy changes nothing again");
    let change = &changes.rows[0];
    assert_eq!((change.kind, change.party.name.as_str()), (ChangeKind::Reversal, "Estonia"));
    assert_eq!(change.from.passage.text, "supports the joint port authority");
    assert_eq!(change.to.passage.text, "rejects the joint port authority");
    assert_eq!(store.changes(&early).expect("none so far").total, 0);
    let counted = store.changes(&Query { facets: true, ..Query::default() }).expect("changes").facets;
    let counted: Vec<(&str, &str, u64)> =
        counted.iter().map(|facet| (&*facet.field, &*facet.label, facet.count)).collect();
    for one in [("month", "2031-03", 1), ("country", "EST", 1), ("actor", "Estonia", 1), ("publisher", "south", 1)] {
        assert!(counted.contains(&one), "{one:?} in {counted:?}");
    }
    let figure = &store.figures(&Query::default()).expect("figures").rows[0];
    assert_eq!((figure.low, figure.best, figure.high, figure.points.len()), (150.0, 150.0, 150.0, 2));
    let demand = &store.demands(&Query::default()).expect("demands").rows[0];
    assert_eq!(demand.answer.as_ref().map(|answer| answer.act.as_str()), Some("accept"));
    let open = &store.demands(&early).expect("demands").rows[0];
    assert_eq!(open.answer, None, "not answered on that day");
    let diff = store.diff(&Query::all(), "2031-03-05", "2031-03-31").expect("diff");
    assert_eq!((diff.reports, diff.changed_meetings.len(), diff.changes.len(), diff.answered.len()), (3, 1, 1, 1));
    let brief = store.brief(&early).expect("brief");
    assert_eq!((brief.ahead.len(), brief.meetings.len(), brief.demands.len()), (1, 0, 1));
}

fn once_more(store: &Store, records: &[Record]) {
    let before = everything(store);
    let outcomes = store.add(records, "2031-04-01T00:00:00Z").expect("added again");
    assert!(outcomes.iter().all(|outcome| matches!(outcome, Outcome::Known(_))));
    assert_eq!(everything(store), before, "adding the same twice changes nothing");
}

fn revise(store: &Store, first: &Record) {
    let text = "Estonia's foreign minister Mart Kask will not meet Eero Salmi of Finland on 9 March.";
    let mut record =
        report("f1", "north", "2031-03-02", text).actor("Mart Kask", "person", "EST", Some("GOV")).record();
    record.report.updated = Some("2031-03-04".into());
    let outcome = store.add(&[record], ADDED).expect("revised")[0];
    assert_eq!(outcome, Outcome::Revision(5));
    assert_eq!(store.record(1).expect("read").as_ref(), Some(first), "the first text is kept beside");
    let quotes = |day: &str| {
        let query = Query { as_of: Some(day.into()), act: vec!["demand".into()], ..Query::default() };
        store.quotes(&query).expect("quotes").total
    };
    assert_eq!((quotes("2031-03-03"), quotes("2031-03-04")), (1, 0), "until the change the first text counts");
}

/// Two who add at once make one thread of one thing.
fn two_at_once(address: &str, records: &[Record]) {
    let again = |name: &str| -> Vec<Record> {
        let change = |mut record: Record| {
            record.report.url = Some(format!("https://{name}.example/{}", record.report.id));
            record
        };
        records.iter().cloned().map(change).collect()
    };
    std::thread::scope(|scope| {
        for name in ["left", "right"] {
            let records = again(name);
            scope.spawn(move || {
                let store = Store::open(address).expect("opened a second time");
                for record in records {
                    store.add(&[record], ADDED).expect("added beside another");
                }
            });
        }
    });
    let store = Store::open(address).expect("opened");
    let meetings = store.meetings(&Query::default()).expect("meetings");
    assert_eq!((meetings.total, meetings.rows[0].coverage.reports, meetings.rows[0].coverage.sources), (1, 8, 2));
    sound(&store);
}

/// Every view as text.
fn everything(store: &Store) -> String {
    let all = Query::all();
    format!(
        "{:?}{:?}{:?}{:?}{:?}{:?}{:?}{:?}",
        store.timeline(&all).expect("timeline"),
        store.quotes(&all).expect("quotes"),
        store.events(&all).expect("events"),
        store.meetings(&all).expect("meetings"),
        store.positions(&all).expect("positions"),
        store.figures(&all).expect("figures"),
        store.actors(&all).expect("actors"),
        store.reports(&all).expect("reports"),
    )
}

/// A meeting that was announced without a day is the first that comes about, and not the second; a numbered round that
/// is moved is the same round.
#[test]
fn what_is_announced_comes_about_once() {
    let people = |id: &str, day: &str, text: &'static str| {
        report(id, "north", day, text).actor("Mart Kask", "person", "EST", Some("GOV")).actor(
            "Eero Salmi",
            "person",
            "FIN",
            Some("GOV"),
        )
    };
    let both: (&[&str], &[&str]) = (&[], &["A1", "A2"]);
    let met = |id: &str, published: &str, day: &str, text: &'static str| {
        people(id, published, text).meets(both, "held", Some(("Tuesday", day)), "met Eero Salmi").record()
    };
    let round = |id: &str, published: &str, day: &str| {
        let text = match id {
            "d" => "The second round with Mart Kask and Eero Salmi is due on Tuesday.",
            _ => {
                "Put off once, the second round of Eero Salmi's talks with Mart Kask now waits for a Tuesday in autumn."
            }
        };
        let when = Some(("Tuesday", day));
        let mut record = people(id, published, text).meets(both, "scheduled", when, "second round").record();
        record.meetings[0].name = "second round".into();
        record
    };
    let store = Store::open(":memory:").expect("a store");
    let announced = "Mart Kask will meet Eero Salmi before long.";
    let records = [
        people("a", "2031-05-20", announced).meets(both, "scheduled", None, "will meet Eero Salmi").record(),
        met("b", "2031-06-04", "2031-06-03", "Mart Kask met Eero Salmi on Tuesday."),
        met("c", "2031-06-11", "2031-06-10", "On Tuesday it was in Turku that he met Eero Salmi, said Mart Kask."),
        round("d", "2031-08-01", "2031-08-12"),
        round("e", "2031-08-10", "2031-09-02"),
    ];
    store.add(&records, ADDED).expect("added");
    let meetings = store.meetings(&Query { order: Order::Oldest, ..Query::default() }).expect("meetings");
    let lives: Vec<(u64, &str)> =
        meetings.rows.iter().map(|row| (row.coverage.reports, row.happened.since.as_str())).collect();
    assert_eq!(lives, [(2, "2031-06-03"), (1, "2031-06-10"), (2, "2031-09-02")]);
    sound(&store);
}

#[test]
fn what_a_migration_emptied_is_filled_on_opening() {
    let folder = std::env::temp_dir().join(format!("rapporteur-emptied-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a temporary folder");
    let address = folder.join("talks.db").display().to_string();
    let before = Store::open(&address).and_then(|store| store.add(&negotiation(), ADDED).map(|_| everything(&store)));
    let file = rusqlite::Connection::open(&address).expect("a store of SQLite is a file of its");
    file.execute_batch("DELETE FROM migrations WHERE number = 3").expect("as it was before");
    drop(file);
    let store = Store::open(&address).expect("it opens");
    assert_eq!(everything(&store), before.expect("added"));
    sound(&store);
    std::fs::remove_dir_all(&folder).expect("removed");
}

#[test]
fn the_story_in_sqlite() {
    let folder = std::env::temp_dir().join(format!("rapporteur-sqlite-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a temporary folder");
    tell(&folder.join("story.db").display().to_string());
    std::fs::remove_dir_all(&folder).expect("removed");
}

#[test]
fn the_story_in_postgres() {
    let Some(server) = server::Server::start("story", |_| Vec::new()) else { return };
    tell(&server.database("story"));
}
