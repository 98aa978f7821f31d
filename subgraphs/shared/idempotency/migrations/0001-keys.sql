create schema if not exists idempotency;

-- Keys that clients name their writes by: what each was asked for with, and what came of it.
create table idempotency.keys (
  client_id text not null,
  operation text not null,
  key text not null,
  -- Of the canonical input: the same key with another one is refused.
  input_digest text not null,
  first_asked_at timestamptz not null default now(),
  attempts integer not null default 1,
  -- Who attempts it now; until when, unless it says that it goes on. Null: nobody.
  holder uuid,
  held_until timestamptz,
  -- Null: not known yet. Failures are never kept.
  outcome jsonb,
  primary key (client_id, operation, key)
);
create index on idempotency.keys (first_asked_at);
