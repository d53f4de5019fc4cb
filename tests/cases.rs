//! The literate cases: passages in `cases/*.md` with what a record must have of them, and passages that must have none.
//!
//! A case is a `## heading`, optionally a line `published: 2022-01-11`, the passage in a `text` fence, and the expected data
//! in a `record` fence: lines `kind: field=value | field=value` of which only the named fields are compared,
//! `no kind`, or `no kind: field=value` where none may be so. With `RAPPORTEUR_BLESS=1` the expectations that do not hold
//! are rewritten to what is found, and the change is printed.

use rapporteur::{Record, Source};
use rapporteur_extract::{Context, places, times};
use rapporteur_record::{ActorId, DatumId, Place, Span, StatementId, When};
use rapporteur_tests::{faults, reader};
use rapporteur_text::{Meta, quotations};
use std::fmt::Write;
use std::path::Path;

/// A datum as the cases write it.
type Fields = Vec<(&'static str, String)>;

#[test]
fn every_case_holds() {
    let Some(reader) = reader() else { return };
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases");
    let mut files: Vec<_> =
        std::fs::read_dir(&folder).expect("the cases are there").flatten().map(|e| e.path()).collect();
    files.sort();
    let bless = std::env::var_os("RAPPORTEUR_BLESS").is_some();
    let (mut cases, mut failures) = (0, String::new());
    let mut desk = reader.desk();
    for file in files.iter().filter(|file| file.extension().is_some_and(|extension| extension == "md")) {
        let text = std::fs::read_to_string(file).expect("a case file is text");
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let mut changed = text.clone();
        for case in parse(&text).unwrap_or_else(|reason| panic!("{name}: {reason}")) {
            cases += 1;
            let meta = Meta { published: case.published.map(str::to_owned), ..Meta::default() };
            let source = Source::new(case.passage, meta);
            let doc = desk.parse(&source);
            let quotations = quotations(&source);
            let context = Context { source: &source, doc: &doc, lexicon: reader.lexicon(), quotations: &quotations };
            let record = desk.read(&source);
            assert_eq!(faults(&record), Vec::<String>::new(), "{name}: {}", case.heading);
            for line in case.expected {
                let (none, rest) = line.strip_prefix("no ").map_or((false, line), |rest| (true, rest));
                let (kind, wanted) = rest.split_once(':').unwrap_or((rest, ""));
                let found = data(kind.trim(), &record, context);
                let holds = found.iter().any(|fields| fits(fields, wanted)) != none;
                if holds {
                    continue;
                }
                let _ = writeln!(failures, "{name}, {}:\n  - {line}", case.heading);
                let shown: Vec<String> = found.iter().map(|fields| show(kind.trim(), fields, wanted)).collect();
                failures.extend(shown.iter().map(|line| format!("  + {line}\n")));
                let new = shown.first().cloned().unwrap_or_else(|| format!("no {}", kind.trim()));
                changed = changed.replacen(line, &new, 1);
            }
        }
        if bless && changed != text {
            std::fs::write(file, changed).expect("a case file can be written");
        }
    }
    assert!(cases > 0, "no case was found");
    assert!(failures.is_empty() || bless, "expected (-) and found (+):\n{failures}");
    eprintln!("{cases} cases{}", if bless { format!("; rewritten:\n{failures}") } else { String::new() });
}

struct Case<'t> {
    heading: &'t str,
    published: Option<&'t str>,
    passage: &'t str,
    expected: Vec<&'t str>,
}

fn parse(text: &str) -> Result<Vec<Case<'_>>, String> {
    let mut cases = Vec::new();
    for section in text.split("\n## ").skip(1) {
        let heading = section.lines().next().unwrap_or_default();
        let fence = |name: &str| {
            let (_, rest) = section.split_once(&format!("```{name}\n")).ok_or(format!("{heading}: no {name} fence"))?;
            rest.split_once("\n```").map(|(inner, _)| inner).ok_or(format!("{heading}: the {name} fence is not closed"))
        };
        cases.push(Case {
            heading,
            published: section.lines().find_map(|line| line.strip_prefix("published: ")),
            passage: fence("text")?,
            expected: fence("record")?.lines().filter(|line| !line.trim().is_empty()).collect(),
        });
    }
    Ok(cases)
}

fn pairs(wanted: &str) -> impl Iterator<Item = (&str, &str)> {
    wanted.split(" | ").filter_map(|pair| pair.split_once('=')).map(|(name, value)| (name.trim(), value.trim()))
}

fn fits(found: &Fields, wanted: &str) -> bool {
    pairs(wanted).all(|(name, value)| found.iter().any(|(own, is)| *own == name && is == value))
}

/// The datum with the fields that the expectation names.
fn show(kind: &str, found: &Fields, wanted: &str) -> String {
    let asked: Vec<&str> = pairs(wanted).map(|(name, _)| name).collect();
    let shown = found.iter().filter(|(name, _)| asked.is_empty() || asked.contains(name));
    let fields: Vec<String> = shown.map(|(name, value)| format!("{name}={value}")).collect();
    format!("{kind}: {}", fields.join(" | "))
}

/// The data of a kind, with every field that a case may name.
fn data(kind: &str, record: &Record, context: Context) -> Vec<Fields> {
    let told = Told { record };
    match kind {
        "time" => times(context),
        "place" => places::find(context).list.iter().map(place).collect(),
        "actor" => record.actors.iter().map(|actor| told.actor(actor)).collect(),
        "statement" => record.statements.iter().map(|statement| told.statement(statement)).collect(),
        "event" => record.events.iter().map(|event| told.event(event)).collect(),
        "figure" => record.figures.iter().map(|figure| told.figure(figure)).collect(),
        "meeting" => record.meetings.iter().map(|meeting| told.meeting(meeting)).collect(),
        "position" => record.positions.iter().map(|position| told.position(position)).collect(),
        "dispute" => record.disputes.iter().map(|dispute| told.dispute(dispute)).collect(),
        "highlight" => {
            let told = record.brief.highlights.iter();
            told.map(|highlight| vec![("text", highlight.text.clone())]).collect()
        }
        "unresolved" => {
            let open = record.unresolved.iter();
            open.map(|it| vec![("what", it.what.clone()), ("text", told.words(&it.evidence.spans()[..1]))]).collect()
        }
        other => panic!("a case names the kind {other:?}, which there is not"),
    }
}

fn times(context: Context) -> Vec<Fields> {
    let text = context.doc.text();
    let tagged = times::tag(context, &mut Vec::new());
    let fields = |time: &times::Time| {
        let mut fields = vec![
            ("text", time.span.of(text).to_owned()),
            ("kind", time.kind.as_str().to_owned()),
            ("value", time.timex()),
            ("stale", time.stale.to_string()),
        ];
        fields.extend(time.when.as_ref().map(|when| ("edtf", when.value.clone())));
        fields
    };
    tagged.list.iter().map(fields).collect()
}

fn place(place: &Place) -> Fields {
    let country = place.country.clone().unwrap_or_default();
    vec![("text", place.text.clone()), ("name", place.name.clone()), ("country", country)]
}

struct Told<'r> {
    record: &'r Record,
}

impl Told<'_> {
    fn names(&self, actors: &[ActorId]) -> String {
        actors.iter().map(|&id| self.record.actor(id).name.as_str()).collect::<Vec<_>>().join(", ")
    }

    fn words(&self, spans: &[Span]) -> String {
        spans.iter().map(|&span| self.record.quote(span)).collect::<Vec<_>>().join(" … ")
    }

    fn speakers(&self, statements: &[StatementId]) -> String {
        let speakers = statements.iter().flat_map(|&id| self.record.statement(id).speaker.clone());
        self.names(&speakers.collect::<Vec<_>>())
    }

    fn actor(&self, actor: &rapporteur_record::Actor) -> Fields {
        let mentions: Vec<&str> = actor.mentions.iter().map(|mention| mention.text.as_str()).collect();
        vec![
            ("name", actor.name.clone()),
            ("kind", code(actor.kind)),
            ("country", actor.country.clone().unwrap_or_default()),
            ("sector", actor.sector.map(|sector| sector.as_str().to_owned()).unwrap_or_default()),
            ("mentions", mentions.join(", ")),
            ("members", self.names(&actor.members)),
        ]
    }

    fn statement(&self, statement: &rapporteur_record::Statement) -> Fields {
        vec![
            ("speaker", self.names(&statement.speaker)),
            ("cue", self.words(&statement.cue)),
            ("content", self.words(&statement.content)),
            ("form", code(statement.form)),
            ("act", code(statement.act)),
            ("polarity", code(statement.polarity)),
            ("joint", statement.joint.to_string()),
            ("stale", statement.stale.to_string()),
            ("addressee", self.names(&statement.addressee)),
            ("on_behalf_of", self.names(&statement.on_behalf_of)),
            ("occasion", statement.occasion.map(|span| self.record.quote(span).to_owned()).unwrap_or_default()),
            ("issue", statement.issue.clone().unwrap_or_default()),
        ]
    }

    fn event(&self, event: &rapporteur_record::Event) -> Fields {
        let mut fields = vec![
            ("type", event.r#type.as_str().to_owned()),
            ("mode", event.mode.map(|mode| mode.as_str().to_owned()).unwrap_or_default()),
            ("source", self.names(&event.source)),
            ("target", self.names(&event.target)),
            ("trigger", self.record.quote(event.trigger).to_owned()),
            ("modality", code(event.modality)),
            ("asserted_by", self.speakers(&event.asserted_by)),
            ("denied_by", self.speakers(&event.denied_by)),
        ];
        fields.extend(circumstances(&event.when, &event.place));
        fields
    }

    fn figure(&self, figure: &rapporteur_record::Figure) -> Fields {
        let mut fields = vec![
            ("value", figure.value.to_string()),
            ("bound", code(figure.bound)),
            ("approximate", figure.approximate.to_string()),
            ("unit", figure.unit.clone()),
            ("text", self.record.quote(figure.what).to_owned()),
            ("of", self.names(&figure.of)),
            ("stale", figure.stale.to_string()),
            ("asserted", self.speakers(&figure.asserted_by)),
            ("denied", self.speakers(&figure.denied_by)),
        ];
        fields.extend(figure.high.map(|high| ("high", high.to_string())));
        fields.extend(figure.scope.clone().map(|scope| ("scope", scope)));
        fields.extend(circumstances(&figure.when, &figure.place));
        fields
    }

    fn meeting(&self, meeting: &rapporteur_record::Meeting) -> Fields {
        let outcomes: Vec<&str> = meeting.outcomes.iter().map(|outcome| outcome.text.as_str()).collect();
        let mut fields = vec![
            ("name", meeting.name.clone()),
            ("status", code(meeting.status)),
            ("parties", self.names(&meeting.parties)),
            ("heads", self.names(&meeting.heads)),
            ("series", meeting.series.clone().unwrap_or_default()),
            ("outcomes", outcomes.join(" … ")),
        ];
        fields.extend(meeting.format.map(|format| ("format", code(format))));
        fields.extend(meeting.duration_hours.map(|hours| ("hours", hours.to_string())));
        fields.extend(circumstances(&meeting.when, &meeting.place));
        fields
    }

    fn position(&self, position: &rapporteur_record::Position) -> Fields {
        let conditions: Vec<&str> = position.conditions.iter().map(|condition| condition.until.as_str()).collect();
        vec![
            ("actor", self.names(&[position.actor])),
            ("stance", code(position.stance)),
            ("issue", position.issue.clone()),
            ("firmness", code(position.firmness)),
            ("until", conditions.join(" … ")),
            ("deadline", position.deadline.as_ref().map(|deadline| deadline.value.clone()).unwrap_or_default()),
        ]
    }

    fn dispute(&self, dispute: &rapporteur_record::Dispute) -> Fields {
        let actors: Vec<ActorId> = dispute.sides.iter().filter_map(|side| side.actor).collect();
        let data: Vec<String> = dispute.sides.iter().map(|side| DatumId::to_string(&side.datum)).collect();
        let same = dispute.same_scope.map(|same| same.to_string()).unwrap_or_default();
        let denies = dispute.denies.map(code).unwrap_or_default();
        let kind = code(dispute.kind);
        vec![
            ("kind", kind),
            ("sides", self.names(&actors)),
            ("data", data.join(", ")),
            ("same_scope", same),
            ("denies", denies),
        ]
    }
}

fn circumstances(when: &Option<When>, place: &Option<Place>) -> Fields {
    let when = when.as_ref().map(|when| ("when", when.value.clone()));
    let place = place.as_ref().map(|place| ("where", place.name.clone()));
    when.into_iter().chain(place).collect()
}

/// A code as the record's JSON writes it.
fn code(value: impl serde::Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}
