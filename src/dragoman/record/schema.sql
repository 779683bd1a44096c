CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
-- What still has to be computed anew, kept so that a run that was cut off goes on where it stopped.
CREATE TABLE dirty (kind TEXT, name, PRIMARY KEY (kind, name)) WITHOUT ROWID;
CREATE TABLE reading (
    article TEXT PRIMARY KEY, mark TEXT, published TEXT, week INTEGER, title TEXT, publisher TEXT,
    whole BLOB, shingles BLOB, minhash BLOB, address TEXT, moment TEXT, family TEXT, story TEXT
) WITHOUT ROWID;
CREATE INDEX reading_week ON reading (week);
CREATE INDEX reading_day ON reading (published, article);
CREATE INDEX reading_family ON reading (family);
CREATE INDEX reading_story ON reading (story);
-- Reports of one affair, by the earliest: the report whose headline stands for it, the first and last day of its reports.
CREATE TABLE story (
    id TEXT PRIMARY KEY, head TEXT, first TEXT, last TEXT, reports INTEGER, events INTEGER
) WITHOUT ROWID;
CREATE INDEX story_last ON story (coalesce(last, ''), id);
-- The reading itself, so that nothing that is shown needs the archive: zlib over JSON.
CREATE TABLE report (article TEXT PRIMARY KEY, record BLOB) WITHOUT ROWID;
CREATE TABLE copy (week INTEGER, article TEXT, of TEXT, kind TEXT, similarity REAL);
CREATE INDEX copy_week ON copy (week);
CREATE INDEX copy_article ON copy (article);
CREATE INDEX copy_of ON copy (of);
CREATE TABLE account (id TEXT PRIMARY KEY, article TEXT, published TEXT, event TEXT, record TEXT);
CREATE INDEX account_article ON account (article);
-- The weeks in which an account is compared: that of its event and that of its report.
CREATE TABLE account_week (week INTEGER, account TEXT, PRIMARY KEY (week, account)) WITHOUT ROWID;
CREATE INDEX account_week_account ON account_week (account);
CREATE INDEX account_event ON account (event);
CREATE TABLE tie (week INTEGER, first TEXT, second TEXT, score REAL, because TEXT);
CREATE INDEX tie_week ON tie (week);
CREATE INDEX tie_first ON tie (first);
CREATE INDEX tie_second ON tie (second);
-- ``located``: an account names the country, which else is inferred.
-- ``day`` is that by which an event is sorted and found: the first that it was on, else the last that it may have been.
CREATE TABLE event (
    id TEXT PRIMARY KEY, day TEXT, precision TEXT, type TEXT, quad INTEGER, goldstein REAL, country TEXT, place TEXT,
    latitude REAL, longitude REAL, independent INTEGER, outlets INTEGER, asserting INTEGER, denying INTEGER, located INTEGER,
    record TEXT, story TEXT
);
CREATE INDEX event_day ON event (day, id);
CREATE INDEX event_story ON event (story, day, id);
CREATE INDEX event_type ON event (type, day, id);
CREATE INDEX event_country ON event (country, day, id);
CREATE TABLE event_side (name TEXT, event TEXT, day TEXT, side TEXT, PRIMARY KEY (name, day, event, side)) WITHOUT ROWID;
CREATE INDEX event_side_event ON event_side (event);
-- The ids that events have had, each by the account that gave it: a join or a correction ends an id, not its address.
CREATE TABLE alias (id TEXT PRIMARY KEY, account TEXT) WITHOUT ROWID;
CREATE TABLE conflict (event TEXT, day TEXT, kind TEXT, about TEXT, record TEXT, PRIMARY KEY (event, kind, about));
CREATE INDEX conflict_day ON conflict (day, event);
-- What reports count of one event over time.
CREATE TABLE toll (event TEXT, day TEXT, unit TEXT, reports INTEGER, record TEXT, PRIMARY KEY (event, unit));
CREATE INDEX toll_day ON toll (day, event);
CREATE TABLE held (article TEXT, actor TEXT, name TEXT, day TEXT, record TEXT);
CREATE INDEX held_article ON held (article);
CREATE INDEX held_actor ON held (actor);
CREATE INDEX held_name ON held (name);
CREATE TABLE stance (actor TEXT, towards TEXT, matter TEXT, changes INTEGER, stands INTEGER, last TEXT, record TEXT);
CREATE INDEX stance_actor ON stance (actor);
CREATE INDEX stance_changes ON stance (changes DESC, stands DESC, actor, matter);
CREATE TABLE said (id TEXT PRIMARY KEY, article TEXT, record TEXT);
CREATE INDEX said_article ON said (article);
CREATE TABLE said_actor (actor TEXT, said TEXT, PRIMARY KEY (actor, said)) WITHOUT ROWID;
CREATE INDEX said_actor_said ON said_actor (said);
-- On whose doing a commitment depends.
CREATE TABLE said_depends (actor TEXT, said TEXT, PRIMARY KEY (actor, said)) WITHOUT ROWID;
CREATE INDEX said_depends_said ON said_depends (said);
CREATE TABLE telling (article TEXT, day TEXT, record TEXT);
CREATE INDEX telling_article ON telling (article);
CREATE TABLE telling_actor (actor TEXT, telling INTEGER, PRIMARY KEY (actor, telling)) WITHOUT ROWID;
CREATE INDEX telling_actor_telling ON telling_actor (telling);
CREATE TABLE entry (id TEXT PRIMARY KEY, kind TEXT, made TEXT, deadline TEXT, record TEXT);
CREATE INDEX entry_deadline ON entry (deadline, made, id);
-- What reports say came of a commitment, the surest of a day with the highest rank.
CREATE TABLE entry_outcome (entry TEXT, day TEXT, rank INTEGER, outcome TEXT);
CREATE INDEX entry_outcome_entry ON entry_outcome (entry, day);
CREATE TABLE entry_actor (name TEXT, entry TEXT, side TEXT, PRIMARY KEY (name, entry, side)) WITHOUT ROWID;
CREATE INDEX entry_actor_entry ON entry_actor (entry);
CREATE TABLE citation (
    article TEXT, day TEXT, publisher TEXT, source TEXT, kind TEXT, country TEXT, unnamed INTEGER, relayed INTEGER,
    key TEXT, name TEXT, attribution TEXT, start INTEGER, words TEXT, public INTEGER
);
CREATE INDEX citation_article ON citation (article);
CREATE INDEX citation_source ON citation (source, day);
CREATE INDEX citation_key ON citation (key, day);
-- This and relay_tally hold all that tallies ask for, in the order in which they count it.
CREATE INDEX citation_tally ON citation (source, article, publisher, day, kind, country, relayed, unnamed, public);
CREATE INDEX citation_name ON citation (name, day);
CREATE TABLE relay (article TEXT, day TEXT, source TEXT, via TEXT, source_kind TEXT, via_kind TEXT, public INTEGER);
CREATE INDEX relay_article ON relay (article);
CREATE INDEX relay_tally ON relay (source, via, article, day, source_kind, via_kind, public);
-- What reports give of the kinds of ``record/kinds.py``.
CREATE TABLE item (kind TEXT, article TEXT, day TEXT, key TEXT, folded TEXT, record TEXT);
CREATE INDEX item_article ON item (article);
CREATE INDEX item_kind ON item (kind, key, day);
CREATE TABLE mention (
    article TEXT, actor TEXT, own TEXT, raw TEXT, key TEXT, surname TEXT, single INTEGER, record TEXT
);
CREATE INDEX mention_article ON mention (article);
CREATE INDEX mention_key ON mention (key);
CREATE INDEX mention_raw ON mention (raw);
CREATE INDEX mention_surname ON mention (surname, single);
-- What the names of people count as over reports, by the sound of their surname: `meant`, from `until` on `own`.
CREATE TABLE person (name TEXT PRIMARY KEY, surname TEXT, meant TEXT, until TEXT, own TEXT) WITHOUT ROWID;
CREATE INDEX person_surname ON person (surname);
CREATE INDEX person_meant ON person (meant);
CREATE INDEX person_own ON person (own);
CREATE TABLE entity (
    key TEXT PRIMARY KEY, name TEXT, kind TEXT, country TEXT, reports INTEGER, folded TEXT, record TEXT
);
CREATE INDEX entity_reports ON entity (reports DESC, key);
-- Where the text of an article stands in the search index.
CREATE TABLE text (article TEXT PRIMARY KEY, at INTEGER) WITHOUT ROWID;
CREATE VIRTUAL TABLE article USING fts5(
    id UNINDEXED, title, publisher, published UNINDEXED, text, tokenize = 'porter unicode61 remove_diacritics 2'
);
