"""Reads what `rapporteur export` wrote, with libraries of others, and holds it against the records it was made from.

Usage: check.py FOLDER, where records.jsonl, record.schema.json and one file or folder for each form lie.
"""

import csv
import json
import sys
from datetime import date
from pathlib import Path

import icalendar
import jsonschema
import networkx
import pandas
import pyarrow.parquet
from pyld import jsonld
from shapely.geometry import shape

FOLDER = Path(sys.argv[1])
RECORDS = [json.loads(line) for line in (FOLDER / "records.jsonl").read_text(encoding="utf-8").splitlines()]
BY_ID = {record["report"]["id"]: record for record in RECORDS}
KINDS = ["actors", "statements", "events", "figures", "meetings", "positions", "disputes", "unresolved"]


def data(kind):
    return [(record, datum) for record in RECORDS for datum in record[kind]]


def happened(event):
    real = event["modality"] in ("actual", "ongoing") or event["modality"] == "planned" and event["type"] == "AGREE"
    return real and (not event["denied_by"] or bool(event["asserted_by"]))


def table(path, **options):
    return pandas.read_csv(path, dtype=str, keep_default_na=False, **options)


def check_jsonl():
    schema = json.loads((FOLDER / "record.schema.json").read_text(encoding="utf-8"))
    validator = jsonschema.Draft202012Validator(schema)
    lines = (FOLDER / "again.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line) for line in lines] == RECORDS
    for line in lines:
        validator.validate(json.loads(line))


def check_csv(folder, undo):
    for kind in KINDS:
        frame = table(folder / f"{kind}.csv")
        assert len(frame) == len(data(kind)), kind
        for (_, row), (record, datum) in zip(frame.iterrows(), data(kind)):
            assert row["report"] == record["report"]["id"]
            assert kind == "unresolved" or row["id"] == datum["id"]
            text = record["report"]["text"]
            spans = datum.get("evidence") or datum["mentions"]
            assert row["start"] == str(spans[0]["start"]) and row["end"] == str(spans[0]["end"])
            quote = " … ".join(" ".join(text[span["start"]:span["end"]].split()) for span in spans)
            assert undo(row["quote"]) == quote, (kind, row["quote"], quote)
    events = table(folder / "events.csv")
    assert list(events["cameo"]) == [event.get("cameo", "") for _, event in data("events")]
    reports = table(folder / "reports.csv")
    assert [undo(text) for text in reports["text"]] == [record["report"]["text"] for record in RECORDS]
    raw = (folder / "statements.csv").read_bytes()
    assert raw.endswith(b"\r\n") and b"\xef\xbb\xbf" not in raw


def unguarded(text):
    """Takes away one apostrophe wherever the guard may have put one."""
    signs = "=+-@＝＋－＠\t\r\n"
    out, begins, rest = "", True, text
    while rest:
        bare = rest.lstrip("'")
        if begins and rest[0] == "'" and bare and bare[0] in signs:
            rest = rest[1:]
        out, begins, rest = out + rest[0], rest[0] in ";\t", rest[1:]
        if out[-1] == ";" and rest.startswith(" "):
            out, rest = out + " ", rest[1:]
    return out


def check_no_formula(folder):
    for kind in KINDS + ["reports"]:
        with open(folder / f"{kind}.csv", encoding="utf-8", newline="") as lines:
            for row in csv.reader(lines):
                for cell in row:
                    starts = cell[:1] in tuple("=+-@\t\r")
                    assert not cell or not starts or is_number(cell), (kind, cell)


def is_number(cell):
    try:
        float(cell)
        return True
    except ValueError:
        return False


def check_parquet():
    for kind in KINDS:
        rows = pyarrow.parquet.read_table(FOLDER / "parquet" / f"{kind}.parquet").to_pylist()
        assert len(rows) == len(data(kind)), kind
        for row, (record, datum) in zip(rows, data(kind)):
            assert row["report"] == record["report"]["id"]
            spans = datum.get("evidence") or datum["mentions"]
            assert row["evidence"] == [f"{span['start']}-{span['end']}" for span in spans]
    names = {(record["report"]["id"], actor["id"]): actor["name"] for record, actor in data("actors")}
    statements = pyarrow.parquet.read_table(FOLDER / "parquet" / "statements.parquet").to_pylist()
    for row, (record, statement) in zip(statements, data("statements")):
        assert (row["speaker_ids"] or []) == statement["speaker"]
        assert (row["speaker"] or []) == [names[record["report"]["id"], actor] for actor in statement["speaker"]]
        assert row["joint"] is statement["joint"]
    events = pandas.read_parquet(FOLDER / "parquet" / "events.parquet")
    assert events["goldstein"].dtype == "float64"
    assert [code or "" for code in events["cameo"].fillna("")] == [event.get("cameo", "") for _, event in data("events")]


POLECAT = (
    "Event ID|Event Date|Event Type|Event Mode|Intensity|Quad Code|Contexts|Actor Name|Actor Country|Actor COW|Primary Actor Sector|"
    "Actor Sectors|Actor Title|Actor Name Raw|Wikipedia Actor ID|Recipient Name|Recipient Country|Recipient COW|Primary Recipient Sector|"
    "Recipient Sectors|Recipient Title|Recipient Name Raw|Wikipedia Recipient ID|Placename|City|District|Province|Country|Latitude|Longitude|"
    "GeoNames ID|Raw Placename|Feature Type|Source|Publication Date|Story People|Story Organizations|Story Locations|Language|Version"
).split("|")
ICEWS = (
    "Event ID|Event Date|Source Name|Source Sectors|Source Country|Event Text|CAMEO Code|Intensity|Target Name|Target Sectors|"
    "Target Country|Story ID|Sentence Number|Publisher|City|District|Province|Country|Latitude|Longitude"
).split("|")


def check_polecat():
    frame = table(FOLDER / "polecat.tsv", sep="\t")
    assert list(frame.columns) == POLECAT and len(POLECAT) == 40
    told = [(record, event) for record, event in data("events") if happened(event)]
    assert len(frame) == len(told) and frame["Event ID"].is_unique
    for (_, row), (record, event) in zip(frame.iterrows(), told):
        assert row["Event ID"] == f"{record['report']['id']}#{event['id']}"
        assert row["Event Type"] == event["type"] and row["Event Mode"] == event.get("mode", "")
        assert row["Quad Code"] == event["quad"].upper().replace("_", " ")
        assert not row["Event Date"] or date.fromisoformat(row["Event Date"])
        assert float(row["Intensity"]) <= 10
        if event.get("where", {}).get("latitude"):
            assert float(row["Latitude"]) == event["where"]["latitude"]
    filled = table(FOLDER / "polecat-filled.tsv", sep="\t")
    assert (filled["Event Date"] != "").sum() > (frame["Event Date"] != "").sum()


def check_icews():
    frame = table(FOLDER / "icews.tsv", sep="\t")
    assert list(frame.columns) == ICEWS and len(ICEWS) == 20
    assert len(frame) and frame["Event ID"].is_unique
    codes = {event.get("cameo") for _, event in data("events")}
    assert set(frame["CAMEO Code"]) <= codes and all(len(code) >= 2 for code in frame["CAMEO Code"])
    assert set(frame["Story ID"]) <= set(BY_ID)
    assert frame["Intensity"].astype(float).between(-10, 10).all()


def check_gdelt():
    events = table(FOLDER / "gdelt-events.csv", sep="\t", header=None, quoting=csv.QUOTE_NONE)
    mentions = table(FOLDER / "gdelt-mentions.csv", sep="\t", header=None, quoting=csv.QUOTE_NONE)
    assert events.shape[1] == 61 and mentions.shape[1] == 16
    assert events[0].is_unique and list(events[0]) == list(mentions[0])
    assert len(events) == len(table(FOLDER / "icews.tsv", sep="\t"))
    for _, row in events.iterrows():
        assert row[26].startswith(row[27]) and row[27].startswith(row[28]) and len(row[28]) == 2
        assert row[29] in "1234" and -10 <= float(row[30]) <= 10
        assert 0 < int(row[0]) < 2**63
        assert not row[1] or (len(row[1]) == 8 and row[1].startswith(row[2]) and row[2].startswith(row[3]))
    assert set(events[7]) > {""}, "some first actor has a country"
    texts = {len(record["report"]["text"]) for record in RECORDS}
    assert {int(length) for length in mentions[12]} <= texts


def check_plover():
    frame = pandas.read_json(FOLDER / "plover.jsonl", lines=True, dtype=False)
    assert len(frame) == len(data("events"))
    for (_, row), (record, event) in zip(frame.iterrows(), data("events")):
        assert row["id"] == f"{record['report']['id']}#{event['id']}" and row["event"] == [event["type"]]
        names = {actor["id"]: actor["name"] for actor in record["actors"]}
        assert [entity["entity_text"] for entity in row["actor"]] == [names[actor] for actor in event["source"]]
        modes = row["mode"] if isinstance(row["mode"], list) else []
        assert ("negation" in modes) == (event["modality"] == "negated")
        assert ("hypothetical" in modes) == (event["modality"] == "hypothetical")


OA = "http://www.w3.org/ns/oa#"
# The terms of http://www.w3.org/ns/anno.jsonld that the file uses; nothing is fetched.
ANNO = {
    "@context": {
        "oa": OA,
        "as": "http://www.w3.org/ns/activitystreams#",
        "dc": "http://purl.org/dc/elements/1.1/",
        "dctypes": "http://purl.org/dc/dcmitype/",
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
        "id": "@id",
        "type": "@type",
        "Annotation": "oa:Annotation",
        "AnnotationPage": "as:OrderedCollectionPage",
        "TextualBody": "oa:TextualBody",
        "SpecificResource": "oa:SpecificResource",
        "TextPositionSelector": "oa:TextPositionSelector",
        "TextQuoteSelector": "oa:TextQuoteSelector",
        "identifying": "oa:identifying",
        "classifying": "oa:classifying",
        "linking": "oa:linking",
        "describing": "oa:describing",
        "items": {"@id": "as:items", "@type": "@id", "@container": "@list"},
        "body": {"@type": "@id", "@id": "oa:hasBody"},
        "target": {"@type": "@id", "@id": "oa:hasTarget"},
        "source": {"@type": "@id", "@id": "oa:hasSource"},
        "scope": {"@type": "@id", "@id": "oa:hasScope"},
        "selector": {"@type": "@id", "@id": "oa:hasSelector"},
        "motivation": {"@type": "@vocab", "@id": "oa:motivatedBy"},
        "purpose": {"@type": "@vocab", "@id": "oa:hasPurpose"},
        "value": {"@id": "rdf:value"},
        "format": {"@id": "dc:format"},
        "language": {"@id": "dc:language"},
        "exact": "oa:exact",
        "prefix": "oa:prefix",
        "suffix": "oa:suffix",
        "start": {"@id": "oa:start", "@type": "xsd:nonNegativeInteger"},
        "end": {"@id": "oa:end", "@type": "xsd:nonNegativeInteger"},
    }
}


def offline(url, _options):
    assert url == "http://www.w3.org/ns/anno.jsonld", f"the file wants {url}"
    return {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": url, "document": ANNO}


def check_annotation():
    page = json.loads((FOLDER / "annotations.jsonld").read_text(encoding="utf-8"))
    expanded = jsonld.expand(page, {"documentLoader": offline})
    [whole] = [node for node in expanded if "http://www.w3.org/ns/activitystreams#items" in node]
    items = whole["http://www.w3.org/ns/activitystreams#items"][0]["@list"]
    expected = sum(len(record[kind]) for record in RECORDS for kind in KINDS if kind not in ("actors", "unresolved"))
    assert len(items) >= expected, "every datum is an annotation"
    assert len({item["@id"] for item in items}) == len(items)
    texts = {f"urn:rapporteur:text:{record['report']['sha256']}": record["report"]["text"] for record in RECORDS}
    for item in items:
        assert item["@type"] == [OA + "Annotation"] and len(item[OA + "hasBody"]) == 2
        for target in item[OA + "hasTarget"]:
            text = texts[target[OA + "hasSource"][0]["@id"]]
            selectors = {selector["@type"][0]: selector for selector in target[OA + "hasSelector"]}
            position, quote = selectors[OA + "TextPositionSelector"], selectors[OA + "TextQuoteSelector"]
            start, end = (int(position[OA + name][0]["@value"]) for name in ("start", "end"))
            exact, prefix, suffix = (quote[OA + name][0]["@value"] for name in ("exact", "prefix", "suffix"))
            assert text[start:end] == exact
            assert text[:start].endswith(prefix) and text[end:].startswith(suffix)
    acts = "urn:rapporteur:record:1#act"
    said = [value["@value"] for item in items for body in item[OA + "hasBody"] for value in body.get(acts, [])]
    assert sorted(said) == sorted(statement["act"] for _, statement in data("statements"))
    quads = jsonld.to_rdf(page, {"documentLoader": offline, "format": "application/n-quads"})
    assert quads.count(f"<{OA}Annotation>") == len(items)


def check_ics():
    raw = (FOLDER / "meetings.ics").read_bytes()
    assert all(len(line) <= 75 for line in raw.split(b"\r\n")) and b"\n" not in raw.replace(b"\r\n", b"")
    calendar = icalendar.Calendar.from_ical(raw)
    entries = {str(event["UID"]): event for event in calendar.walk("VEVENT")}
    assert len(entries) == len(calendar.walk("VEVENT")) > 0
    for event in entries.values():
        assert not event.errors and event["DTSTART"].dt and event["DTSTAMP"].dt
    moved = [event for event in entries.values() if "round" in str(event["SUMMARY"]) and int(event["SEQUENCE"]) > 0]
    assert len(moved) == 1, "one round was moved, and is one entry"
    assert moved[0]["DTSTART"].dt == date(2024, 5, 21) and int(moved[0]["SEQUENCE"]) == 2
    assert str(moved[0]["STATUS"]) == "CANCELLED"
    before = icalendar.Calendar.from_ical((FOLDER / "meetings-before.ics").read_bytes())
    earlier = {str(event["UID"]): event for event in before.walk("VEVENT")}
    assert str(moved[0]["UID"]) in earlier, "an entry keeps its name when it is moved"
    assert int(earlier[str(moved[0]["UID"])]["SEQUENCE"]) == 0


def check_geojson():
    collection = json.loads((FOLDER / "map.geojson").read_text(encoding="utf-8"))
    located = [
        datum
        for kind in ("statements", "events", "figures", "meetings")
        for _, datum in data(kind)
        if "latitude" in datum.get("where", {}) and "longitude" in datum["where"]
    ]
    assert len(collection["features"]) == len(located) > 0
    for feature in collection["features"]:
        point = shape(feature["geometry"])
        assert point.is_valid and -180 <= point.x <= 180 and -90 <= point.y <= 90
        record = BY_ID[feature["properties"]["report"]]
        kind = feature["properties"]["kind"] + "s"
        [datum] = [datum for datum in record[kind] if datum["id"] == feature["properties"]["id"]]
        assert (point.x, point.y) == (datum["where"]["longitude"], datum["where"]["latitude"])


def check_gexf():
    network = networkx.read_gexf(FOLDER / "network.gexf")
    assert network.is_directed() and network.number_of_edges() > 0
    kinds = {event["type"] for _, event in data("events")}
    for _, _, edge in network.edges(data=True):
        assert edge["type"] in kinds and int(edge["weight"]) == len(edge["events"].split())
        for event in edge["events"].split():
            report, name = event.rsplit("#", 1)
            assert any(datum["id"] == name for datum in BY_ID[report]["events"])
    states = [node for node in network.nodes.values() if node.get("kind") == "state"]
    assert len({node["country"] for node in states if "country" in node}) == len([node for node in states if "country" in node])


def check_pages():
    page = (FOLDER / "all.html").read_text(encoding="utf-8")
    names = [part.split('"')[0] for part in page.split(' id="')[1:]]
    assert len(names) == len(set(names)), "an id stands once"
    text = (FOLDER / "all.md").read_text(encoding="utf-8")
    assert sum(line.startswith("# ") for line in text.splitlines()) == len(RECORDS)


check_jsonl()
check_csv(FOLDER / "csv", unguarded)
check_csv(FOLDER / "csv-verbatim", lambda text: text)
check_no_formula(FOLDER / "csv")
check_parquet()
check_polecat()
check_icews()
check_gdelt()
check_plover()
check_annotation()
check_ics()
check_geojson()
check_gexf()
check_pages()
print("all forms were read by others")
