-- The one table that is not derived: every record as it was read, whole.
CREATE TABLE records (
    id       BIGINT  PRIMARY KEY,       -- in the order of adding
    key      TEXT    NOT NULL,          -- what makes it the same report: its address, else publisher and id
    revision BIGINT  NOT NULL,          -- 1 for the first text under a key
    sha256   TEXT    NOT NULL,          -- of the text
    added    TEXT    NOT NULL,          -- ISO 8601, UTC
    record   TEXT    NOT NULL,          -- JSON, rapporteur.record/1
    UNIQUE (key, revision)
);
