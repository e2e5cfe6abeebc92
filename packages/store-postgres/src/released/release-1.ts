/**
 * The first release of the stored layout. It is never changed: what must become different is a release of its own, and
 * `release-1.sql`, as it stood in a database, is brought up by a test for ever.
 *
 * How an append is written: the one row of `counter` is locked until the transaction ends, so appends come one after another
 * and each sees what the one before it committed. Whoever has seen a position has seen all before it: no position is
 * given out before the one below it is visible, and one that was given out and rolled back is given out again. An identity
 * column or a sequence can promise neither.
 *
 * The statement that reads the streams' heads comes after the one that waits for the lock, so that it has a snapshot of its own
 * (READ COMMITTED). As one statement both would share the snapshot from before the wait, and see heads that are past.
 *
 * Texts are compared byte by byte ("C"), whatever the language of the database. JSON is kept as text: `jsonb` would refuse
 * `\u0000` and forget the order of keys.
 */
export const release1 = (schema: string): string => `
CREATE SCHEMA IF NOT EXISTS ${schema};

CREATE TABLE ${schema}.schema_version (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  version integer NOT NULL
);
INSERT INTO ${schema}.schema_version (version) VALUES (1);

CREATE TABLE ${schema}.counter (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  position bigint NOT NULL
) WITH (fillfactor = 10);
INSERT INTO ${schema}.counter (position) VALUES (0);

CREATE TABLE ${schema}.event (
  position bigint PRIMARY KEY,
  revision bigint NOT NULL,
  -- Milliseconds since 1970.
  recorded_at bigint NOT NULL,
  id uuid NOT NULL UNIQUE,
  stream text COLLATE "C" NOT NULL,
  type text COLLATE "C" NOT NULL,
  data text COLLATE "C" NOT NULL,
  metadata text COLLATE "C" NOT NULL,
  UNIQUE (stream, revision)
);

CREATE TABLE ${schema}.event_subject (
  subject text COLLATE "C" NOT NULL,
  position bigint NOT NULL,
  PRIMARY KEY (subject, position)
);

CREATE FUNCTION ${schema}.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'Events are never changed and never deleted.' USING ERRCODE = '55000';
END $$;

CREATE TRIGGER never_changed BEFORE UPDATE OR DELETE OR TRUNCATE ON ${schema}.event
  FOR EACH STATEMENT EXECUTE FUNCTION ${schema}.refuse_change();
CREATE TRIGGER never_changed BEFORE UPDATE OR DELETE OR TRUNCATE ON ${schema}.event_subject
  FOR EACH STATEMENT EXECUTE FUNCTION ${schema}.refuse_change();

-- Writes a group of appends, each with its own check and its own answer. Of an append: its stream, what is expected of it
-- (-2 anything, -1 no event, -3 some, else the revision of its last one) and how many events it has. Of an event: the
-- number of its append and its place in it, from 1. \`instant\`: the clock, where it is not the server's.
-- Answers: 'written', with the revision and the position of the last event; 'conflict', with the revision at which the
-- stream is (-1: none); 'known', the log holds one of its ids already, and nothing of it was written.
CREATE FUNCTION ${schema}.append(
  streams text[], expecteds bigint[], sizes bigint[],
  event_append integer[], event_place bigint[], ids uuid[], types text[], datas text[], metadatas text[], recorded bigint[],
  subject_append integer[], subject_place bigint[], subjects text[],
  instant bigint
) RETURNS TABLE (number bigint, answer text, last_revision bigint, last_position bigint)
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
AS $$
DECLARE
  base bigint;
  stamp bigint;
  last bigint;
BEGIN
  IF current_setting('transaction_isolation') <> 'read committed' THEN
    RAISE EXCEPTION 'An append needs the isolation level READ COMMITTED.' USING ERRCODE = 'PE001';
  END IF;
  IF current_setting('synchronous_commit') = 'off' THEN
    -- What is acknowledged is on the disk, whatever this database has been set to.
    PERFORM set_config('synchronous_commit', 'on', true);
  END IF;

  SELECT c.position INTO STRICT base FROM ${schema}.counter c FOR UPDATE;
  -- Behind the wait: the log's clock goes on with its positions, as far as the server's own does.
  stamp := coalesce(instant, floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint);

  IF array_length(streams, 1) = 1 THEN
    -- A lone append, as most are where few wait: the same by plain statements, which cost half.
    number := 1;
    last := coalesce(
      (SELECT e.revision FROM ${schema}.event e WHERE e.stream = streams[1] ORDER BY e.revision DESC LIMIT 1), -1
    );
    last_revision := last;
    IF EXISTS (SELECT 1 FROM ${schema}.event e WHERE e.id = ANY (ids)) THEN
      answer := 'known';
    ELSIF NOT (expecteds[1] = -2 OR expecteds[1] = last OR (expecteds[1] = -3 AND last >= 0)) THEN
      answer := 'conflict';
    ELSE
      answer := 'written';
      last_revision := last + sizes[1];
      last_position := base + sizes[1];
      INSERT INTO ${schema}.event (position, revision, recorded_at, id, stream, type, data, metadata)
      SELECT base + e.place, last + e.place, coalesce(e.at, stamp), e.id, streams[1], e.type, e.data, e.metadata
      FROM unnest(event_place, ids, types, datas, metadatas, recorded) AS e (place, id, type, data, metadata, at);
      INSERT INTO ${schema}.event_subject (subject, position)
      SELECT s.subject, base + s.place FROM unnest(subject_place, subjects) AS s (place, subject);
      UPDATE ${schema}.counter SET position = base + sizes[1];
      PERFORM pg_notify('${channelName(schema)}', '');
    END IF;
    RETURN NEXT;
    RETURN;
  END IF;

  RETURN QUERY
  WITH asked AS (
    SELECT a.n, a.stream, a.expected, a.size
    FROM unnest(streams, expecteds, sizes) WITH ORDINALITY AS a (stream, expected, size, n)
  ), events AS (
    SELECT e.append::bigint AS n, e.place, e.id, e.type, e.data, e.metadata, e.at
    FROM unnest(event_append, event_place, ids, types, datas, metadatas, recorded)
      AS e (append, place, id, type, data, metadata, at)
  ), known AS (
    SELECT DISTINCT e.n FROM events e JOIN ${schema}.event h ON h.id = e.id
  ), judged AS (
    SELECT a.n, a.stream, a.size, h.last, k.n IS NOT NULL AS is_known,
      k.n IS NULL AND (a.expected = -2 OR a.expected = h.last OR (a.expected = -3 AND h.last >= 0)) AS wins
    FROM asked a
    CROSS JOIN LATERAL (
      SELECT coalesce(
        (SELECT e.revision FROM ${schema}.event e WHERE e.stream = a.stream ORDER BY e.revision DESC LIMIT 1), -1
      ) AS last
    ) h
    LEFT JOIN known k ON k.n = a.n
  ), winners AS (
    SELECT j.n, j.stream, j.size, j.last, base + (sum(j.size) OVER (ORDER BY j.n) - j.size)::bigint AS before
    FROM judged j WHERE j.wins
  ), written AS (
    INSERT INTO ${schema}.event (position, revision, recorded_at, id, stream, type, data, metadata)
    SELECT w.before + e.place, w.last + e.place,
      coalesce(e.at, stamp),
      e.id, w.stream, e.type, e.data, e.metadata
    FROM events e JOIN winners w ON w.n = e.n
    ORDER BY 1
    RETURNING position
  ), told AS (
    INSERT INTO ${schema}.event_subject (subject, position)
    SELECT s.subject, w.before + s.place
    FROM unnest(subject_append, subject_place, subjects) AS s (append, place, subject)
    JOIN winners w ON w.n = s.append
  ), counted AS (
    UPDATE ${schema}.counter c SET position = base + (SELECT count(*) FROM written)
    WHERE EXISTS (SELECT 1 FROM winners)
    RETURNING pg_notify('${channelName(schema)}', '')
  )
  SELECT j.n,
    CASE WHEN j.is_known THEN 'known' WHEN j.wins THEN 'written' ELSE 'conflict' END,
    CASE WHEN j.wins THEN j.last + j.size ELSE j.last END,
    w.before + w.size
  FROM judged j
  LEFT JOIN winners w ON w.n = j.n
  LEFT JOIN counted c ON true
  ORDER BY j.n;
END $$;
REVOKE ALL ON FUNCTION ${schema}.append FROM PUBLIC;
`

/** The channel of this release; the name is part of what is stored. */
const channelName = (schema: string): string => `perca_${schema}_grew`
