-- What each id that a decision names is about, so that it is found again in another reading; who decided, and who took
-- it back. Revisions number decisions and what was taken back in one row, so that an editor can say what she had seen.
ALTER TABLE decision ADD COLUMN anchors JSON;
ALTER TABLE decision ADD COLUMN made_by VARCHAR;
ALTER TABLE decision ADD COLUMN undone_at TIMESTAMP;
ALTER TABLE decision ADD COLUMN undone_by VARCHAR;
ALTER TABLE decision ADD COLUMN revision BIGINT;
ALTER TABLE decision ADD COLUMN undone_revision BIGINT;
UPDATE decision SET revision = id;
-- Every reading has a mark of its own, and so has the archive: a record kept beside it knows what it was built from.
ALTER TABLE reading ADD COLUMN mark VARCHAR;
UPDATE reading SET mark = CAST(uuid() AS VARCHAR);
CREATE TABLE identity (id VARCHAR NOT NULL);
INSERT INTO identity SELECT CAST(uuid() AS VARCHAR);
-- Articles that differ in their date alone: an undated one is the same as a dated one.
ALTER TABLE article ADD COLUMN undated_id VARCHAR;
UPDATE article SET undated_id =
    left(sha256(concat(coalesce(title, ''), chr(31), text, chr(31), coalesce(publisher, ''), chr(31))), 16);
-- An earlier reading that a user went back to.
CREATE TABLE chosen_reading (article_id VARCHAR PRIMARY KEY, number BIGINT NOT NULL);
CREATE OR REPLACE VIEW current_reading AS
    SELECT reading.* FROM reading LEFT JOIN chosen_reading AS chosen ON chosen.article_id = reading.article_id
    QUALIFY row_number() OVER (
        PARTITION BY reading.article_id
        ORDER BY coalesce(reading.number = chosen.number, false) DESC, reading.number DESC
    ) = 1;
