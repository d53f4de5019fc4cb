//! Who acts on whom, over all records, as a GEXF 1.3 network.
//!
//! A node is an actor, the same one across records where a store has joined it; out of files, where Wikidata id or country,
//! kind and name agree. An edge is directed and stands for all events of one PLOVER type from one to another; its weight is
//! how many there are. Only events that are said to have happened are counted. Whether two reports tell of one event a store
//! knows; out of files they count as two.

use crate::cell::code;
use crate::dates;
use crate::dyads::{happened, pairs};
use crate::options::{Options, Threads};
use crate::sink::Sink;
use rapporteur_record::{Actor, ActorKind, Record};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

/// The network as far as it is known.
pub(crate) struct Network<'a, W> {
    threads: &'a Threads,
    out: W,
    nodes: BTreeMap<String, Node>,
    edges: BTreeMap<(String, String, &'static str), Edge>,
}

struct Node {
    name: String,
    kind: String,
    country: String,
    sector: String,
    wikidata: String,
    reports: BTreeSet<String>,
}

#[derive(Default)]
struct Edge {
    /// Where each is told.
    told: Vec<String>,
    /// The events, by what a store or else the report calls them.
    events: BTreeSet<String>,
    first: Option<String>,
    last: Option<String>,
}

impl<'a, W: Write> Network<'a, W> {
    pub(crate) fn new(options: &'a Options, out: W) -> Self {
        Network { threads: &options.threads, out, nodes: BTreeMap::new(), edges: BTreeMap::new() }
    }

    fn node(&mut self, record: &Record, actor: &Actor) -> String {
        let thread = self.threads.of(&record.report, &actor.id.to_string());
        let key = thread.cloned().unwrap_or_else(|| key(record, actor));
        let node = self.nodes.entry(key.clone()).or_insert_with(|| Node {
            name: actor.name.clone(),
            kind: code(actor.kind),
            country: actor.country.clone().unwrap_or_default(),
            sector: actor.sector.map(|sector| sector.as_str().to_owned()).unwrap_or_default(),
            wikidata: actor.wikidata.clone().unwrap_or_default(),
            reports: BTreeSet::new(),
        });
        node.reports.insert(record.report.id.clone());
        key
    }
}

/// What makes two actors the same: a known identity, a state's code, else kind, country and name. A group or a person
/// without a name ("officials") is the same only within a report.
fn key(record: &Record, actor: &Actor) -> String {
    let country = actor.country.as_deref().unwrap_or_default();
    let name = actor.name.to_lowercase();
    let named = actor.name.chars().next().is_some_and(char::is_uppercase);
    match (&actor.wikidata, actor.kind) {
        (Some(wikidata), _) => wikidata.clone(),
        (None, ActorKind::State) if !country.is_empty() => format!("state:{country}"),
        (None, ActorKind::Group) => format!("group:{country}:{name}:{}", record.report.id),
        (None, kind) if named => format!("{}:{country}:{name}", code(kind)),
        (None, kind) => format!("{}:{country}:{name}:{}", code(kind), record.report.id),
    }
}

impl<W: Write> Sink for Network<'_, W> {
    fn add(&mut self, record: &Record) -> io::Result<()> {
        for event in record.events.iter().filter(|event| happened(event)) {
            for (source, target) in pairs(event) {
                let (Some(source), Some(target)) = (source, target) else { continue };
                let source = self.node(record, record.actor(source));
                let target = self.node(record, record.actor(target));
                let edge = self.edges.entry((source, target, event.r#type.as_str())).or_default();
                let told = format!("{}#{}", record.report.id, event.id);
                let thread = self.threads.of(&record.report, &event.id.to_string());
                edge.events.insert(thread.unwrap_or(&told).clone());
                edge.told.push(told);
                let day = event.when.as_ref().and_then(|when| dates::day(&when.value)).map(|day| day.to_string());
                if let Some(day) = day {
                    edge.first = Some(edge.first.take().map_or(day.clone(), |first| first.min(day.clone())));
                    edge.last = Some(edge.last.take().map_or(day.clone(), |last| last.max(day)));
                }
            }
        }
        Ok(())
    }

    fn end(mut self: Box<Self>) -> io::Result<usize> {
        let ids: BTreeMap<&String, usize> = self.nodes.keys().enumerate().map(|(id, key)| (key, id)).collect();
        let out = &mut self.out;
        out.write_all(HEAD.as_bytes())?;
        for (id, node) in self.nodes.values().enumerate() {
            let reports = node.reports.len().to_string();
            let values = [&node.kind, &node.country, &node.sector, &node.wikidata, &reports];
            writeln!(out, "<node id=\"{id}\" label=\"{}\">{}</node>", escape(&node.name), values_of(&values))?;
        }
        out.write_all(b"</nodes>\n<edges>\n")?;
        for (id, ((source, target, kind), edge)) in self.edges.iter().enumerate() {
            let kind = (*kind).to_owned();
            let events = edge.told.join(" ");
            let [first, last] = [&edge.first, &edge.last].map(|day| day.clone().unwrap_or_default());
            writeln!(
                out,
                "<edge id=\"{id}\" source=\"{}\" target=\"{}\" label=\"{kind}\" weight=\"{}\">{}</edge>",
                ids[source],
                ids[target],
                edge.events.len(),
                values_of(&[&kind, &events, &first, &last]),
            )?;
        }
        out.write_all(b"</edges>\n</graph>\n</gexf>\n")?;
        out.flush()?;
        Ok(self.edges.len())
    }
}

const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" version="1.3">
<meta><creator>rapporteur</creator><description>Who acts on whom</description></meta>
<graph defaultedgetype="directed" mode="static">
<attributes class="node">
<attribute id="0" title="kind" type="string"/>
<attribute id="1" title="country" type="string"/>
<attribute id="2" title="sector" type="string"/>
<attribute id="3" title="wikidata" type="string"/>
<attribute id="4" title="reports" type="integer"/>
</attributes>
<attributes class="edge">
<attribute id="0" title="type" type="string"/>
<attribute id="1" title="events" type="string"/>
<attribute id="2" title="first" type="string"/>
<attribute id="3" title="last" type="string"/>
</attributes>
<nodes>
"#;

fn values_of(values: &[&String]) -> String {
    let full = values.iter().enumerate().filter(|(_, value)| !value.is_empty());
    let values: String =
        full.map(|(id, value)| format!("<attvalue for=\"{id}\" value=\"{}\"/>", escape(value))).collect();
    format!("<attvalues>{values}</attvalues>")
}

/// Text that XML holds; characters that it cannot hold at all are left out.
fn escape(text: &str) -> String {
    let legal = |c: &char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{FFFD}' | '\u{10000}'..);
    let text: String = text.chars().filter(legal).collect();
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace(['\t', '\n', '\r'], " ")
}
