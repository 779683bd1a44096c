-- What users have decided: merges, splits and names of actors. Readings are never changed; decisions are applied on top.
CREATE SEQUENCE decision_id;
CREATE TABLE decision (
    id INTEGER PRIMARY KEY DEFAULT nextval('decision_id'),
    kind VARCHAR NOT NULL,
    record JSON NOT NULL,
    reason VARCHAR,
    made_at TIMESTAMP DEFAULT current_timestamp
);
