-- SPDX-License-Identifier: EUPL-1.2
-- What Anlaufstelle needs on the association's PostgreSQL (15 or later): storage/FORMAT.md, Server.
-- As its superuser:  psql -X -d anlaufstelle -f this_file   Again later it brings an older one up
-- to date. What is kept here is sealed; nothing on this server can open it.
\set ON_ERROR_STOP 1
SET client_min_messages = warning;
BEGIN;

-- Roles belong to the whole server and may be there from another database.
DO $roles$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['intake_owner', 'intake_kiosk', 'intake_desk', 'intake_custodian'] LOOP
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = name) THEN
      EXECUTE format('CREATE ROLE %I NOLOGIN', name);
    END IF;
  END LOOP;
END $roles$;

CREATE SCHEMA IF NOT EXISTS intake;
CREATE TABLE IF NOT EXISTS intake.schema_version (
  version int PRIMARY KEY,
  since timestamptz NOT NULL DEFAULT now());
LOCK TABLE intake.schema_version;
SELECT coalesce(max(version), 0) AS have FROM intake.schema_version \gset
SELECT :have > 1 AS too_new, :have < 1 AS due_1 \gset
\if :too_new
DO $$ BEGIN RAISE EXCEPTION 'this schema was made by a newer version of the program'; END $$;
\endif

\if :due_1
-- Version 1 ------------------------------------------------------------------------------------

-- Who may send, and how much in a day (UTC): a stolen kiosk can't fill the disk.
CREATE TABLE intake.kiosk (
  role text PRIMARY KEY,
  max_envelopes int NOT NULL DEFAULT 5000 CHECK (max_envelopes >= 0),
  max_bytes bigint NOT NULL DEFAULT 1073741824 CHECK (max_bytes >= 0),
  day date NOT NULL DEFAULT '1970-01-01',
  envelopes int NOT NULL DEFAULT 0,
  bytes bigint NOT NULL DEFAULT 0);

-- `seq` has gaps and isn't the order of commits: readers overlap and compare ids.
-- `envelope` becomes NULL when its time here is over; id and digest stay, so that a copy that
-- comes late isn't taken for a new one.
CREATE TABLE intake.envelope (
  id uuid PRIMARY KEY,
  seq bigint GENERATED ALWAYS AS IDENTITY,
  kiosk text NOT NULL,
  received_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  digest bytea NOT NULL,
  envelope bytea,
  taken_at timestamptz,
  gone_at timestamptz);
CREATE INDEX envelope_seq ON intake.envelope (seq);
ALTER TABLE intake.envelope ALTER envelope SET STORAGE EXTERNAL;  -- sealed bytes don't shrink

-- How far each kiosk's audit trail goes, as that kiosk signed it.
CREATE TABLE intake.head (
  kiosk text PRIMARY KEY,
  head bytea NOT NULL);

-- What desks tell each other, sealed: one's n-th word.
CREATE TABLE intake.event (
  desk text NOT NULL,
  number bigint NOT NULL,
  seq bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
  received_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  event bytea NOT NULL,
  PRIMARY KEY (desk, number));

-- stored: it is durable here. already: this kiosk sent the same before. conflict: another content,
-- or another kiosk's; what is there stays as it is.
CREATE FUNCTION intake.put(p_id uuid, p_envelope bytea) RETURNS text
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  v_size int := octet_length(p_envelope);
  v_day date := (clock_timestamp() AT TIME ZONE 'UTC')::date;
  v_digest bytea;
  v_same boolean;
BEGIN
  IF p_id IS NULL OR v_size IS NULL OR v_size NOT BETWEEN 1 AND 20971520 THEN
    RAISE EXCEPTION 'not an envelope' USING ERRCODE = '22023';
  END IF;
  -- Whatever the session says: what is answered with "stored" must outlive this machine.
  PERFORM set_config('synchronous_commit', 'on', true);
  v_digest := sha256(p_envelope);
  INSERT INTO intake.envelope (id, kiosk, digest, envelope)
    VALUES (p_id, session_user, v_digest, p_envelope) ON CONFLICT (id) DO NOTHING;
  IF NOT FOUND THEN
    SELECT digest = v_digest AND kiosk = session_user INTO v_same
      FROM intake.envelope WHERE id = p_id;
    RETURN CASE WHEN v_same THEN 'already' ELSE 'conflict' END;
  END IF;
  UPDATE intake.kiosk SET
      day = v_day,
      envelopes = CASE WHEN day = v_day THEN envelopes ELSE 0 END + 1,
      bytes = CASE WHEN day = v_day THEN bytes ELSE 0 END + v_size
    WHERE role = session_user
      AND CASE WHEN day = v_day THEN envelopes ELSE 0 END < max_envelopes
      AND CASE WHEN day = v_day THEN bytes ELSE 0 END + v_size <= max_bytes;
  IF NOT FOUND AND NOT EXISTS (SELECT FROM intake.kiosk WHERE role = session_user) THEN
    RAISE EXCEPTION 'not a kiosk of this office' USING ERRCODE = '42501';
  END IF;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'the limit of this kiosk is reached for today' USING ERRCODE = '53400';
  END IF;
  -- Only a hint to look now, without a word of what came: everybody who may connect can send it.
  -- It serialises commits of the whole database, which at a kiosk's pace doesn't matter.
  PERFORM pg_notify('intake', '');
  RETURN 'stored';
END $$;

-- Those of the ids which this very kiosk has sent: nobody learns an id that wasn't known before.
CREATE FUNCTION intake.my_receipts(p_ids uuid[]) RETURNS SETOF uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF cardinality(p_ids) > 1000 THEN
    RAISE EXCEPTION 'at most 1000 ids' USING ERRCODE = '22023';
  END IF;
  RETURN QUERY SELECT id FROM intake.envelope WHERE id = ANY (p_ids) AND kiosk = session_user;
END $$;

CREATE FUNCTION intake.put_head(p_head bytea) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF p_head IS NULL OR octet_length(p_head) NOT BETWEEN 1 AND 1024
     OR NOT EXISTS (SELECT FROM intake.kiosk WHERE role = session_user) THEN
    RAISE EXCEPTION 'not a head' USING ERRCODE = '22023';
  END IF;
  INSERT INTO intake.head (kiosk, head) VALUES (session_user, p_head)
    ON CONFLICT (kiosk) DO UPDATE SET head = p_head;
END $$;

-- A desk has these durably. What no desk has taken is never removed.
CREATE FUNCTION intake.taken(p_ids uuid[]) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  UPDATE intake.envelope SET taken_at = clock_timestamp()
    WHERE id = ANY (p_ids) AND taken_at IS NULL;
END $$;

-- A desk's n-th word to the others. `p_gone`: a record that a client took back; it is removed here
-- by retention, a day later: a stolen desk alone destroys nothing at once.
CREATE FUNCTION intake.put_event(p_number bigint, p_event bytea, p_gone uuid) RETURNS text
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  v_same boolean;
BEGIN
  IF p_number IS NULL OR p_number < 1 OR p_event IS NULL
     OR octet_length(p_event) NOT BETWEEN 1 AND 16384 THEN
    RAISE EXCEPTION 'not an event' USING ERRCODE = '22023';
  END IF;
  PERFORM set_config('synchronous_commit', 'on', true);
  INSERT INTO intake.event (desk, number, event) VALUES (session_user, p_number, p_event)
    ON CONFLICT (desk, number) DO NOTHING;
  IF NOT FOUND THEN
    SELECT event = p_event INTO v_same
      FROM intake.event WHERE desk = session_user AND number = p_number;
    RETURN CASE WHEN v_same THEN 'already' ELSE 'conflict' END;
  END IF;
  UPDATE intake.envelope SET gone_at = clock_timestamp() WHERE id = p_gone AND gone_at IS NULL;
  PERFORM pg_notify('intake', '');
  RETURN 'stored';
END $$;

-- Empties envelopes that some desk took more than `p_days` days ago or that clients took back more
-- than a day ago; says how many. Ids are forgotten after ten years. VACUUM frees the room.
CREATE FUNCTION intake.apply_retention(p_days int) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  v_emptied bigint;
BEGIN
  IF p_days IS NULL OR p_days NOT BETWEEN 1 AND 3650 THEN
    RAISE EXCEPTION 'days from 1 to 3650' USING ERRCODE = '22023';
  END IF;
  UPDATE intake.envelope SET envelope = NULL
    WHERE envelope IS NOT NULL
      AND (taken_at < clock_timestamp() - make_interval(days => p_days)
           OR gone_at < clock_timestamp() - interval '1 day');
  GET DIAGNOSTICS v_emptied = ROW_COUNT;
  DELETE FROM intake.envelope
    WHERE envelope IS NULL AND received_at < clock_timestamp() - interval '10 years';
  DELETE FROM intake.event WHERE received_at < clock_timestamp() - make_interval(days => p_days);
  RETURN v_emptied;
END $$;

INSERT INTO intake.schema_version (version) VALUES (1);
\endif

-- Every time: who owns it, and who may do what ---------------------------------------------------
ALTER SCHEMA intake OWNER TO intake_owner;
DO $owner$
DECLARE
  thing regclass;
  routine regprocedure;
BEGIN
  FOR thing IN SELECT oid FROM pg_catalog.pg_class
      WHERE relnamespace = 'intake'::regnamespace AND relkind = 'r' LOOP
    EXECUTE format('ALTER TABLE %s OWNER TO intake_owner', thing);
    EXECUTE format('REVOKE ALL ON TABLE %s FROM PUBLIC, intake_kiosk, intake_desk, intake_custodian',
                   thing);
  END LOOP;
  FOR routine IN SELECT oid FROM pg_catalog.pg_proc WHERE pronamespace = 'intake'::regnamespace LOOP
    EXECUTE format('ALTER FUNCTION %s OWNER TO intake_owner', routine);
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC, intake_kiosk, intake_desk, '
                   'intake_custodian', routine);
  END LOOP;
END $owner$;
REVOKE ALL ON SCHEMA intake FROM PUBLIC;
GRANT USAGE ON SCHEMA intake TO intake_kiosk, intake_desk, intake_custodian;
GRANT EXECUTE ON FUNCTION intake.put(uuid, bytea), intake.my_receipts(uuid[]),
  intake.put_head(bytea) TO intake_kiosk;
GRANT SELECT ON intake.envelope, intake.event, intake.head, intake.schema_version TO intake_desk;
GRANT EXECUTE ON FUNCTION intake.taken(uuid[]), intake.put_event(bigint, bytea, uuid)
  TO intake_desk;
GRANT EXECUTE ON FUNCTION intake.apply_retention(int) TO intake_custodian;

-- What every login could do otherwise: connect elsewhere, make temporary tables, keep files as
-- large objects, run loops, hold all locks, ask how large the tables are.
DO $rest$
DECLARE
  base name;
  routine regprocedure;
BEGIN
  FOR base IN SELECT datname FROM pg_catalog.pg_database
      WHERE datname IN (current_database(), 'postgres', 'template1') LOOP
    EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', base);
  END LOOP;
  EXECUTE format('GRANT CONNECT ON DATABASE %I TO intake_kiosk, intake_desk, intake_custodian',
                 current_database());
  FOR routine IN SELECT oid FROM pg_catalog.pg_proc
      WHERE pronamespace = 'pg_catalog'::regnamespace
        AND proname ~ '^(lo_.*|lowrite|loread|pg_(try_)?advisory_.*|pg_notify|pg_.*_size)$' LOOP
    EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', routine);
    IF routine = 'pg_catalog.pg_notify(text,text)'::regprocedure THEN
      EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO intake_owner', routine);
    END IF;
  END LOOP;
END $rest$;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
REVOKE USAGE ON LANGUAGE plpgsql, sql FROM PUBLIC;
COMMIT;
