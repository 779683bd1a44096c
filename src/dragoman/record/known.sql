-- Copies what single reports published by :day give from the attached record, and marks all of it to be computed anew.
INSERT INTO main.reading SELECT article, mark, published, week, title, publisher, whole, shingles, minhash, address, moment, NULL, NULL
    FROM whole.reading WHERE published <= :day;
INSERT INTO main.account SELECT id, article, published, NULL, record FROM whole.account
    WHERE article IN (SELECT article FROM main.reading);
INSERT INTO main.account_week SELECT * FROM whole.account_week WHERE account IN (SELECT id FROM main.account);
INSERT INTO main.alias SELECT * FROM whole.alias WHERE account IN (SELECT id FROM main.account);
INSERT INTO main.held SELECT * FROM whole.held WHERE article IN (SELECT article FROM main.reading);
INSERT INTO main.said SELECT * FROM whole.said WHERE article IN (SELECT article FROM main.reading);
INSERT INTO main.said_actor SELECT * FROM whole.said_actor WHERE said IN (SELECT id FROM main.said);
INSERT INTO main.said_depends SELECT * FROM whole.said_depends WHERE said IN (SELECT id FROM main.said);
INSERT INTO main.telling (rowid, article, day, record) SELECT rowid, article, day, record FROM whole.telling
    WHERE article IN (SELECT article FROM main.reading);
INSERT INTO main.telling_actor SELECT * FROM whole.telling_actor WHERE telling IN (SELECT rowid FROM main.telling);
INSERT INTO main.report SELECT * FROM whole.report WHERE article IN (SELECT article FROM main.reading);
INSERT INTO main.item SELECT * FROM whole.item WHERE article IN (SELECT article FROM main.reading);
INSERT INTO main.citation SELECT * FROM whole.citation WHERE article IN (SELECT article FROM main.reading);
INSERT INTO main.relay SELECT * FROM whole.relay WHERE article IN (SELECT article FROM main.reading);
INSERT INTO main.mention SELECT article, actor, own, own, own, surname, single, record FROM whole.mention
    WHERE article IN (SELECT article FROM main.reading);
INSERT INTO main.text SELECT * FROM whole.text WHERE article IN (SELECT article FROM main.reading);
INSERT INTO main.article (rowid, id, title, publisher, published, text)
    SELECT rowid, id, title, publisher, published, text FROM whole.article WHERE id IN (SELECT article FROM main.reading);
INSERT INTO main.dirty SELECT DISTINCT 'text week', week FROM main.reading;
INSERT INTO main.dirty SELECT DISTINCT 'account week', week FROM main.account_week;
INSERT INTO main.dirty SELECT DISTINCT 'account', id FROM main.account;
INSERT INTO main.dirty SELECT DISTINCT 'holder', actor FROM main.held;
INSERT INTO main.dirty SELECT DISTINCT 'promiser', actor FROM main.said_actor;
INSERT INTO main.dirty SELECT DISTINCT 'raw', own FROM main.mention;
INSERT INTO main.dirty SELECT DISTINCT 'surname', surname FROM main.mention WHERE surname IS NOT NULL
