-- One row per article, one per reading of it, and a flat row per item so that analysts can query directly.
CREATE TABLE article (
    id VARCHAR PRIMARY KEY, title VARCHAR, publisher VARCHAR, author VARCHAR, url VARCHAR,
    published VARCHAR, language VARCHAR NOT NULL, obtained VARCHAR NOT NULL, text VARCHAR NOT NULL
);
CREATE SEQUENCE reading_number;
CREATE TABLE reading (
    number BIGINT PRIMARY KEY DEFAULT nextval('reading_number'),
    article_id VARCHAR NOT NULL, reader VARCHAR NOT NULL, report VARCHAR NOT NULL,
    UNIQUE (article_id, reader)
);
CREATE TABLE item (
    article_id VARCHAR NOT NULL, reader VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,      -- actor, time, attribution, event, quantity, poll, commitment, membership, stance
    id VARCHAR NOT NULL, record JSON NOT NULL,
    PRIMARY KEY (article_id, reader, kind, id)
);
-- The latest reading of each article.
CREATE VIEW current_reading AS
    SELECT * FROM reading QUALIFY row_number() OVER (PARTITION BY article_id ORDER BY number DESC) = 1;
CREATE VIEW current_item AS
    SELECT item.* FROM item JOIN current_reading USING (article_id, reader);
