-- In which role those counted are, of whom, and of which event; the share, sample and pollster of polls.
CREATE OR REPLACE VIEW quantity_view AS
    SELECT item.article_id, item.id, CAST(record->>'value' AS DOUBLE) AS value, record->>'bound' AS bound,
           record->>'unit' AS unit, record->>'place' AS place, record->>'role' AS role, record->>'event' AS event_id,
           substr(article.text, CAST(record->>'$.of.spans[0].start' AS INTEGER) + 1,
                  CAST(record->>'$.of.spans[0].end' AS INTEGER) - CAST(record->>'$.of.spans[0].start' AS INTEGER)) AS counted
    FROM current_item item JOIN article ON article.id = item.article_id
    WHERE item.kind = 'quantity';
CREATE VIEW poll_view AS
    SELECT article_id, id, CAST(record->>'share' AS DOUBLE) AS share, record->>'bound' AS bound,
           CAST(record->>'earlier' AS DOUBLE) AS earlier, CAST(record->>'sample' AS BIGINT) AS sample
    FROM current_item WHERE kind = 'poll';
