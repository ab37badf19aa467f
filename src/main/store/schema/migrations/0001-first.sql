-- The tables of the server. Texts that people wrote or said are in users, commands and llm_answers only. No row is ever deleted: a
-- person who is forgotten has the texts overwritten, and what is old is marked.

CREATE TABLE users (
  id            bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  -- SHA-256 of the hardware id, lower-case hexadecimal.
  hardware_hash text        NOT NULL UNIQUE CHECK (hardware_hash ~ '^[0-9a-f]{64}$'),
  short_term    text        NOT NULL DEFAULT '',
  short_term_at timestamptz,
  long_term     text        NOT NULL DEFAULT '',
  long_term_at  timestamptz,
  -- The number of the last turn that the memory knows: an older one must not overwrite it.
  memory_order  bigint      NOT NULL DEFAULT 0,
  created_at    timestamptz NOT NULL DEFAULT now(),
  forgotten_at  timestamptz
);

CREATE TABLE sessions (
  id         bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  user_id    bigint      NOT NULL REFERENCES users,
  -- Clients choose it, in any form.
  session_id text        NOT NULL CHECK (session_id <> ''),
  started_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (user_id, session_id)
);

CREATE TABLE commands (
  id         uuid        PRIMARY KEY,
  session    bigint      NOT NULL REFERENCES sessions,
  user_id    bigint      NOT NULL REFERENCES users,
  -- NULL = prompts are not stored.
  prompt     text,
  -- BCP 47.
  language   text,
  asked_at   timestamptz NOT NULL,
  expired_at timestamptz
);
CREATE INDEX commands_of_user ON commands (user_id, asked_at DESC);
CREATE INDEX commands_of_session ON commands (session);

CREATE TABLE llm_answers (
  id            uuid        PRIMARY KEY REFERENCES commands,
  -- What the user heard of the answer; NULL = prompts are not stored.
  heard         text,
  outcome       text        NOT NULL CHECK (outcome IN ('completed', 'interrupted', 'failed')),
  model         text        NOT NULL DEFAULT '' CHECK (char_length(model) <= 100),
  input_tokens  integer     NOT NULL DEFAULT 0 CHECK (input_tokens >= 0),
  output_tokens integer     NOT NULL DEFAULT 0 CHECK (output_tokens >= 0),
  -- The time to the first text and audio and to the end, ms.
  timings       jsonb       NOT NULL DEFAULT '{}',
  ended_at      timestamptz NOT NULL
);

CREATE TABLE token_usage (
  id            uuid        NOT NULL PRIMARY KEY,
  spent_at      timestamptz NOT NULL,
  hardware_hash text        NOT NULL CHECK (hardware_hash ~ '^[0-9a-f]{64}$'),
  session_id    text,
  source        text        NOT NULL CHECK (char_length(source) BETWEEN 1 AND 50),
  model         text        NOT NULL DEFAULT '' CHECK (char_length(model) <= 100),
  input_tokens  integer     NOT NULL CHECK (input_tokens >= 0),
  output_tokens integer     NOT NULL CHECK (output_tokens >= 0),
  total_tokens  bigint      NOT NULL GENERATED ALWAYS AS (input_tokens::bigint + output_tokens) STORED
);
CREATE INDEX token_usage_of_device ON token_usage (hardware_hash, spent_at);
-- Rows arrive nearly in the order of their times, so a few pages of this index cover millions of them.
CREATE INDEX token_usage_by_time ON token_usage USING brin (spent_at);

CREATE TABLE subscriptions (
  user_id    bigint      PRIMARY KEY REFERENCES users,
  plan       text        NOT NULL,
  status     text        NOT NULL,
  renewed_at timestamptz,
  ends_at    timestamptz,
  updated_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE quota_usage (
  user_id     bigint      NOT NULL REFERENCES users,
  period      text        NOT NULL CHECK (period IN ('day', 'week', 'month')),
  starts_at   timestamptz NOT NULL,
  used_tokens bigint      NOT NULL DEFAULT 0 CHECK (used_tokens >= 0),
  PRIMARY KEY (user_id, period, starts_at)
);

CREATE FUNCTION refuse_removal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'rows of % are never removed', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END
$$;

DO $$
DECLARE protected text;
BEGIN
  FOREACH protected IN ARRAY ARRAY['users', 'sessions', 'commands', 'llm_answers', 'token_usage', 'subscriptions', 'quota_usage']
  LOOP
    EXECUTE format('CREATE TRIGGER refuse_delete BEFORE DELETE ON %I FOR EACH STATEMENT EXECUTE FUNCTION refuse_removal()', protected);
    EXECUTE format('CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION refuse_removal()', protected);
    -- Also where a session replicates, which skips ordinary triggers.
    EXECUTE format('ALTER TABLE %I ENABLE ALWAYS TRIGGER refuse_delete', protected);
    EXECUTE format('ALTER TABLE %I ENABLE ALWAYS TRIGGER refuse_truncate', protected);
  END LOOP;
END
$$;
