-- Where an article's publication date was taken from.
ALTER TABLE article ADD COLUMN published_source VARCHAR;
-- The sentence of ``said`` in which the characters from ``first`` up to ``past`` stand.
CREATE MACRO sentence_at(said, first, past) AS trim(concat(
    regexp_extract(substr(said, 1, first), '(?:[^.!?\n]|[.!?][^\s”"])*$'),
    substr(said, first + 1, past - first),
    regexp_extract(substr(said, past + 1), '^(?:[^.!?\n]|[.!?][^\s”"])*[.!?]?[”"]?')
));
CREATE MACRO words_at(said, spans) AS substr(
    said, CAST(spans->>'$[0].start' AS INTEGER) + 1,
    CAST(spans->>'$[0].end' AS INTEGER) - CAST(spans->>'$[0].start' AS INTEGER)
);
-- Everybody that a record names in a part of it (actors, recipients, ...), by name and in order.
CREATE VIEW party_view AS
    WITH part AS (
        SELECT article_id, kind, id, unnest(['actors', 'recipients', 'participants', 'towards', 'sources']) AS part,
               unnest([record->'actors', record->'recipients', record->'participants', record->'towards',
                       record->'sources']) AS refs
        FROM current_item WHERE kind IN ('event', 'commitment', 'stance', 'attribution')
        UNION ALL
        SELECT article_id, kind, id, unnest(['actor', 'member', 'group', 'population']),
               unnest([json_array(record->'actor'), json_array(record->'member'), json_array(record->'group'),
                       json_array(record->'population')])
        FROM current_item WHERE kind IN ('stance', 'membership', 'poll')
    ), ref AS (
        SELECT article_id, kind, id, part, unnest(range(CAST(json_array_length(refs) AS BIGINT))) AS place, refs FROM part
        WHERE json_array_length(refs) > 0
    )
    SELECT ref.article_id, ref.kind, ref.id, ref.part, ref.place, actor.record->>'name' AS name,
           actor.record->>'country' AS country
    FROM ref JOIN current_item actor ON actor.article_id = ref.article_id AND actor.kind = 'actor'
        AND actor.id = ref.refs->(CAST(ref.place AS INTEGER))->>'actor';
-- The names of each part as a list.
CREATE VIEW parties_view AS
    SELECT article_id, kind, id,
           coalesce(list(name ORDER BY place) FILTER (part IN ('actors', 'actor')), []) AS actors,
           coalesce(list(name ORDER BY place) FILTER (part = 'recipients'), []) AS recipients,
           coalesce(list(name ORDER BY place) FILTER (part = 'towards'), []) AS towards,
           any_value(name) FILTER (part = 'member') AS member,
           any_value(name) FILTER (part = 'group') AS in_group,
           any_value(name) FILTER (part = 'population') AS population
    FROM party_view GROUP BY ALL;
-- Who says what an attribution says: from the innermost source to the publisher.
CREATE VIEW chain_view AS
    SELECT article_id, id, record->>'$.chain[*].label' AS chain FROM current_item WHERE kind = 'attribution';
-- Every record with its words, its sentence, who says so, and where its report is found.
CREATE VIEW evidence_view AS
    WITH spanned AS (
        SELECT article_id, kind, id, record,
               CASE kind WHEN 'event' THEN record->'trigger' WHEN 'commitment' THEN record->'action'
                         WHEN 'attribution' THEN record->'content' WHEN 'stance' THEN record->'cue'
                         WHEN 'poll' THEN record->'share_spans' WHEN 'actor' THEN record->'mentions'
                         ELSE record->'spans' END AS spans
        FROM current_item
    )
    SELECT spanned.article_id, spanned.kind, spanned.id, words_at(article.text, spans) AS words,
           CASE WHEN spanned.kind = 'event'
                THEN substr(article.text, CAST(record->>'$.sentence.start' AS INTEGER) + 1,
                            CAST(record->>'$.sentence.end' AS INTEGER) - CAST(record->>'$.sentence.start' AS INTEGER))
                ELSE sentence_at(article.text, CAST(spans->>'$[0].start' AS INTEGER),
                                 CAST(spans->>'$[0].end' AS INTEGER)) END AS sentence,
           coalesce(CASE WHEN spanned.kind = 'attribution' THEN own.chain ELSE said.chain END,
                    [coalesce(article.publisher, article.id)]) AS chain,
           article.title AS headline, article.publisher, article.published, article.url
    FROM spanned JOIN article ON article.id = spanned.article_id
    LEFT JOIN chain_view own ON own.article_id = spanned.article_id AND own.id = spanned.id
    LEFT JOIN chain_view said ON said.article_id = spanned.article_id AND said.id = record->>'$.attributions[0]';
CREATE OR REPLACE VIEW event_view AS
    SELECT item.article_id, item.id, record->>'type' AS type, record->>'mode' AS mode, record->>'cameo' AS cameo,
           CAST(record->>'goldstein' AS DOUBLE) AS goldstein, CAST(record->>'quad' AS INTEGER) AS quad,
           CAST(record->'actor_countries' AS VARCHAR[]) AS actor_countries,
           CAST(record->'recipient_countries' AS VARCHAR[]) AS recipient_countries,
           CAST(record->'inferred' AS VARCHAR[]) AS inferred,
           record->>'modality' AS modality, CAST(record->>'positive' AS BOOLEAN) AS positive,
           time_view.first_day, time_view.last_day, record->>'location' AS country, record->>'place' AS place,
           evidence.published, evidence.publisher,
           len(CAST(record->'attributions' AS VARCHAR[])) AS attribution_depth,
           coalesce(parties.actors, []) AS actors, coalesce(parties.recipients, []) AS recipients,
           evidence.words, evidence.sentence, evidence.chain, evidence.headline, evidence.url
    FROM current_item item
    JOIN evidence_view evidence ON evidence.article_id = item.article_id AND evidence.kind = item.kind
        AND evidence.id = item.id
    LEFT JOIN parties_view parties ON parties.article_id = item.article_id AND parties.kind = item.kind
        AND parties.id = item.id
    LEFT JOIN time_view ON time_view.article_id = item.article_id AND time_view.id = record->>'when'
    WHERE item.kind = 'event';
CREATE OR REPLACE VIEW attribution_view AS
    SELECT item.article_id, item.id, record->>'kind' AS kind, record->>'$.chain[0].label' AS source,
           len(CAST(record->'chain' AS JSON[])) AS chain_length, CAST(record->>'denies' AS BOOLEAN) AS denies,
           evidence.published, evidence.publisher, evidence.words AS content,
           CAST(record->>'confidence' AS DOUBLE) AS confidence,
           evidence.sentence, evidence.chain, evidence.headline, evidence.url
    FROM current_item item
    JOIN evidence_view evidence ON evidence.article_id = item.article_id AND evidence.kind = item.kind
        AND evidence.id = item.id
    WHERE item.kind = 'attribution';
CREATE OR REPLACE VIEW commitment_view AS
    SELECT item.article_id, item.id, record->>'kind' AS kind, time_view.last_day AS deadline,
           coalesce(parties.actors, []) AS actors, coalesce(parties.recipients, []) AS recipients,
           evidence.words, evidence.sentence, evidence.chain, evidence.headline, evidence.publisher,
           evidence.published, evidence.url
    FROM current_item item
    JOIN evidence_view evidence ON evidence.article_id = item.article_id AND evidence.kind = item.kind
        AND evidence.id = item.id
    LEFT JOIN parties_view parties ON parties.article_id = item.article_id AND parties.kind = item.kind
        AND parties.id = item.id
    LEFT JOIN time_view ON time_view.article_id = item.article_id AND time_view.id = record->>'deadline'
    WHERE item.kind = 'commitment';
CREATE VIEW stance_view AS
    SELECT item.article_id, item.id, parties.actors[1] AS actor, record->>'position' AS position,
           words_at(article.text, record->'proposal') AS proposal, coalesce(parties.towards, []) AS towards,
           evidence.words, evidence.sentence, evidence.chain, evidence.headline, evidence.publisher,
           evidence.published, evidence.url
    FROM current_item item JOIN article ON article.id = item.article_id
    JOIN evidence_view evidence ON evidence.article_id = item.article_id AND evidence.kind = item.kind
        AND evidence.id = item.id
    LEFT JOIN parties_view parties ON parties.article_id = item.article_id AND parties.kind = item.kind
        AND parties.id = item.id
    WHERE item.kind = 'stance';
CREATE VIEW membership_view AS
    SELECT item.article_id, item.id, parties.member, parties.in_group, record->>'status' AS status,
           evidence.words, evidence.sentence, evidence.chain, evidence.headline, evidence.publisher,
           evidence.published, evidence.url
    FROM current_item item
    JOIN evidence_view evidence ON evidence.article_id = item.article_id AND evidence.kind = item.kind
        AND evidence.id = item.id
    LEFT JOIN parties_view parties ON parties.article_id = item.article_id AND parties.kind = item.kind
        AND parties.id = item.id
    WHERE item.kind = 'membership';
CREATE OR REPLACE VIEW quantity_view AS
    SELECT item.article_id, item.id, CAST(record->>'value' AS DOUBLE) AS value, record->>'bound' AS bound,
           record->>'unit' AS unit, record->>'place' AS place, record->>'role' AS role, record->>'event' AS event_id,
           words_at(article.text, record->'$.of.spans') AS counted,
           evidence.words, evidence.sentence, evidence.chain, evidence.headline, evidence.publisher,
           evidence.published, evidence.url
    FROM current_item item JOIN article ON article.id = item.article_id
    JOIN evidence_view evidence ON evidence.article_id = item.article_id AND evidence.kind = item.kind
        AND evidence.id = item.id
    WHERE item.kind = 'quantity';
CREATE OR REPLACE VIEW poll_view AS
    SELECT item.article_id, item.id, CAST(record->>'share' AS DOUBLE) AS share, record->>'bound' AS bound,
           CAST(record->>'earlier' AS DOUBLE) AS earlier, CAST(record->>'sample' AS BIGINT) AS sample,
           parties.population, words_at(article.text, record->'proposition') AS proposition,
           evidence.words, evidence.sentence, evidence.chain, evidence.headline, evidence.publisher,
           evidence.published, evidence.url
    FROM current_item item JOIN article ON article.id = item.article_id
    JOIN evidence_view evidence ON evidence.article_id = item.article_id AND evidence.kind = item.kind
        AND evidence.id = item.id
    LEFT JOIN parties_view parties ON parties.article_id = item.article_id AND parties.kind = item.kind
        AND parties.id = item.id
    WHERE item.kind = 'poll';
