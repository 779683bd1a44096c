-- Flat views of the current reading of every article, for analysts: one row per record, the usual fields as columns.
CREATE VIEW actor_view AS
    SELECT article_id, id, record->>'name' AS name, record->>'kind' AS kind, record->>'country' AS country,
           record->>'sector' AS sector, record->>'title' AS title
    FROM current_item WHERE kind = 'actor';
CREATE VIEW time_view AS
    SELECT article_id, id, record->>'value' AS value, CAST(record->>'start' AS DATE) AS first_day,
           CAST(record->>'end' AS DATE) AS last_day, record->>'granularity' AS granularity
    FROM current_item WHERE kind = 'time';
CREATE VIEW event_view AS
    SELECT item.article_id, item.id, record->>'type' AS type, record->>'mode' AS mode, record->>'cameo' AS cameo,
           CAST(record->>'goldstein' AS DOUBLE) AS goldstein, CAST(record->>'quad' AS INTEGER) AS quad,
           CAST(record->'actor_countries' AS VARCHAR[]) AS actor_countries,
           CAST(record->'recipient_countries' AS VARCHAR[]) AS recipient_countries,
           CAST(record->'inferred' AS VARCHAR[]) AS inferred,
           record->>'modality' AS modality, CAST(record->>'positive' AS BOOLEAN) AS positive,
           time_view.first_day, time_view.last_day, record->>'location' AS country, record->>'place' AS place,
           article.published, article.publisher,
           len(CAST(record->'attributions' AS VARCHAR[])) AS attribution_depth
    FROM current_item item
    JOIN article ON article.id = item.article_id
    LEFT JOIN time_view ON time_view.article_id = item.article_id AND time_view.id = record->>'when'
    WHERE item.kind = 'event';
CREATE VIEW attribution_view AS
    SELECT item.article_id, item.id, record->>'kind' AS kind, record->>'$.chain[0].label' AS source,
           len(CAST(record->'chain' AS JSON[])) AS chain_length, CAST(record->>'denies' AS BOOLEAN) AS denies,
           article.published, article.publisher,
           substr(article.text, CAST(record->>'$.content[0].start' AS INTEGER) + 1,
                  CAST(record->>'$.content[0].end' AS INTEGER) - CAST(record->>'$.content[0].start' AS INTEGER)) AS content
    FROM current_item item JOIN article ON article.id = item.article_id
    WHERE item.kind = 'attribution';
CREATE VIEW quantity_view AS
    SELECT article_id, id, CAST(record->>'value' AS DOUBLE) AS value, record->>'bound' AS bound, record->>'unit' AS unit,
           record->>'place' AS place
    FROM current_item WHERE kind = 'quantity';
CREATE VIEW commitment_view AS
    SELECT item.article_id, item.id, record->>'kind' AS kind, time_view.last_day AS deadline
    FROM current_item item
    LEFT JOIN time_view ON time_view.article_id = item.article_id AND time_view.id = record->>'deadline'
    WHERE item.kind = 'commitment';
