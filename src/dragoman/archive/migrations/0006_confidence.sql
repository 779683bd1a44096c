-- How likely each attribution is right, beside what it says.
CREATE OR REPLACE VIEW attribution_view AS
    SELECT item.article_id, item.id, record->>'kind' AS kind, record->>'$.chain[0].label' AS source,
           len(CAST(record->'chain' AS JSON[])) AS chain_length, CAST(record->>'denies' AS BOOLEAN) AS denies,
           article.published, article.publisher,
           substr(article.text, CAST(record->>'$.content[0].start' AS INTEGER) + 1,
                  CAST(record->>'$.content[0].end' AS INTEGER) - CAST(record->>'$.content[0].start' AS INTEGER)) AS content,
           CAST(record->>'confidence' AS DOUBLE) AS confidence
    FROM current_item item JOIN article ON article.id = item.article_id
    WHERE item.kind = 'attribution';
