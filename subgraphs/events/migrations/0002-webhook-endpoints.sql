-- How far each endpoint of a partner has been told what the log holds.
create table events.webhook_endpoints (
  endpoint_id text primary key,
  -- Every event up to this one was delivered, is not for this endpoint, or stands in its backlog.
  position bigint not null,
  last_sequence bigint,
  last_delivered_at timestamptz,
  -- Attempts that failed since the last delivery: since when, how many, and how the last one did.
  failing_since timestamptz,
  failures integer not null default 0,
  last_failure text,
  -- It asked to be left alone until then.
  not_before timestamptz,
  disabled_at timestamptz,
  disabled_reason text,
  -- The secret that signs first, and since when: those behind it sign along for a while.
  secret_fingerprint text,
  secret_since timestamptz,
  -- The process that delivers to it now, and until when it may without saying so again.
  leased_by integer,
  leased_until timestamptz
);

-- Events that an endpoint has still to get although its position is behind them: failed, behind one that failed, or replayed.
create table events.webhook_backlog (
  endpoint_id text not null references events.webhook_endpoints on delete cascade,
  sequence bigint not null,
  -- Events of one entity are delivered in their order: none has an earlier next attempt than one before it.
  entity_key text not null,
  -- WAITING; DEAD after the last attempt, until somebody replays it.
  state text not null,
  attempts integer not null,
  first_failed_at timestamptz,
  last_failed_at timestamptz,
  next_attempt_at timestamptz not null,
  reason text,
  primary key (endpoint_id, sequence)
);
create index on events.webhook_backlog (endpoint_id, entity_key, sequence) where state = 'WAITING';
create index on events.webhook_backlog (endpoint_id, next_attempt_at) where state = 'WAITING';
create index on events.webhook_backlog (endpoint_id, last_failed_at) where state = 'WAITING' and attempts > 0;
