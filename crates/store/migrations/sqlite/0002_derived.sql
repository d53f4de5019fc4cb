-- Everything below is derived from `records`: `rapporteur store rebuild` empties and fills it again.

-- A report, for lists; `reported` and `until` are days, between which this revision is what the key says.
CREATE TABLE reports (
    id        INTEGER PRIMARY KEY,      -- of the record
    key       TEXT    NOT NULL,
    revision  INTEGER NOT NULL,
    name      TEXT    NOT NULL,         -- the report's id in its corpus
    title     TEXT,
    publisher TEXT,
    url       TEXT,
    published TEXT,
    reported  TEXT    NOT NULL,         -- YYYY-MM-DD
    until     TEXT    NOT NULL,         -- day of the next revision; 9999-12-31 while there is none
    thread    INTEGER NOT NULL,         -- shared by copies of one text
    sketch    TEXT    NOT NULL,         -- MinHash of the text, hexadecimal
    data      INTEGER NOT NULL          -- how many rows of `data`
);
CREATE INDEX reports_key ON reports (key, revision);
CREATE INDEX reports_thread ON reports (thread);
CREATE INDEX reports_reported ON reports (reported);

-- One row for each statement, event, figure, meeting, position and dispute of every record.
CREATE TABLE data (
    id        INTEGER PRIMARY KEY,      -- report * 65536 + number within it
    report    INTEGER NOT NULL,
    kind      TEXT    NOT NULL,         -- statement, event, figure, meeting, position, dispute
    datum     TEXT    NOT NULL,         -- its id in the record: S1, E1, F1, M1, P1, D1
    thread    INTEGER NOT NULL,         -- shared by all reports' data about the same thing
    class     TEXT    NOT NULL,         -- act, type, unit, status, stance, kind
    sub       TEXT    NOT NULL,         -- form, mode, bound, format, firmness, or ''
    name      TEXT    NOT NULL,         -- content, trigger, words of the figure, name, issue, about
    issue     TEXT,
    series    TEXT,                     -- of meetings; of figures the scope
    edtf      TEXT,                     -- when, as the text says
    since     TEXT    NOT NULL,         -- first day; the day of the report where the text names none
    till      TEXT    NOT NULL,         -- last day
    dated     INTEGER NOT NULL,         -- whether the text names a time
    reported  TEXT    NOT NULL,         -- as in `reports`
    until     TEXT    NOT NULL,
    place     TEXT,
    latitude  REAL,
    longitude REAL,
    geonames  INTEGER,
    value     REAL,                     -- of figures: the number, the lower end of a range
    high      REAL,                     -- the upper end of a range
    cameo     TEXT,
    goldstein REAL,
    modality  TEXT,                     -- of events; of statements the polarity
    deadline  TEXT,                     -- of positions: last day
    joint     INTEGER NOT NULL,
    stale     INTEGER NOT NULL,
    start     INTEGER NOT NULL,         -- of the passage, in code points
    stop      INTEGER NOT NULL,
    passage   TEXT    NOT NULL,         -- the first span of the evidence
    extra     TEXT                      -- JSON: outcomes of a meeting, conditions of a position, contexts of an event
);
CREATE INDEX data_report ON data (report);
CREATE INDEX data_thread ON data (thread);
-- Pages of threads are found in this index alone, and recent ones in the next.
CREATE INDEX data_page ON data (kind, thread, reported, until, since, till);
CREATE INDEX data_reported ON data (kind, reported, until, thread, since);
CREATE INDEX data_class ON data (kind, class, since);
CREATE INDEX data_deadline ON data (deadline) WHERE deadline IS NOT NULL;

-- An actor as joined from all reports.
CREATE TABLE actors (
    thread   INTEGER PRIMARY KEY,
    name     TEXT    NOT NULL,
    kind     TEXT    NOT NULL,
    country  TEXT,
    sector   TEXT,
    wikidata TEXT,
    roles    TEXT
);
CREATE TABLE actor_words (              -- words of all the names of an actor
    word   TEXT    NOT NULL,
    thread INTEGER NOT NULL,
    PRIMARY KEY (word, thread)
) WITHOUT ROWID;

-- Which actor of a record is which joined one.
CREATE TABLE mentions (
    report INTEGER NOT NULL,
    actor  TEXT    NOT NULL,            -- A1
    thread INTEGER NOT NULL,
    name   TEXT    NOT NULL,            -- as in the record
    start  INTEGER NOT NULL,            -- of the first mention, in code points
    stop   INTEGER NOT NULL,
    PRIMARY KEY (report, actor)
) WITHOUT ROWID;
CREATE INDEX mentions_thread ON mentions (thread, report);

-- Who has which part in a datum.
CREATE TABLE roles (
    data    INTEGER NOT NULL,
    role    TEXT    NOT NULL,           -- speaker, behalf, addressee, reporter, source, target, party, head, of, holder, voice, denier, side
    place   INTEGER NOT NULL,           -- in the record's list
    actor   INTEGER NOT NULL,           -- thread
    country TEXT    NOT NULL,           -- ISO 3166-1 alpha-3, or ''
    PRIMARY KEY (data, role, place)
) WITHOUT ROWID;
CREATE INDEX roles_actor ON roles (actor, data);
CREATE INDEX roles_country ON roles (country, data);

-- What joins: data that share a key are one thread. `offered` is 0 for those, 1 for keys that
-- only answer who seeks, 2 for what is promised to the first that redeems it.
CREATE TABLE keys (
    key     INTEGER NOT NULL,
    thread  INTEGER NOT NULL,
    offered INTEGER NOT NULL,
    PRIMARY KEY (key, thread)
) WITHOUT ROWID;
CREATE INDEX keys_thread ON keys (thread);

-- Words, stemmed by the program, so that both databases find the same.
CREATE VIRTUAL TABLE report_words USING fts5 (title, words, content = '', contentless_delete = 1, tokenize = "unicode61");
CREATE VIRTUAL TABLE data_words USING fts5 (words, content = '', contentless_delete = 1, detail = none, tokenize = "unicode61");
