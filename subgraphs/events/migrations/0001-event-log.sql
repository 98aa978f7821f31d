create schema if not exists events;

-- What vendors sent, and what polls and sweeps found: hints that a record may have changed.
create table events.inbox (
  id bigint generated always as identity primary key,
  connection_id text not null,
  -- The vendor's id of the event: however often it is delivered, it is taken once.
  source_event_id text not null,
  cause text not null,
  -- Null where the request could not be read.
  object_type text,
  native_id text,
  native_event_type text,
  occurred_at timestamptz,
  received_at timestamptz not null,
  correlation_id text not null,
  -- Only of requests that could not be read.
  payload bytea,
  -- PENDING, CLAIMED, then one of DONE, UNCHANGED, IGNORED, QUARANTINED, DEAD.
  state text not null,
  reason text,
  attempts integer not null default 0,
  -- How often a process died while it had this in hand.
  deaths integer not null default 0,
  -- Tried apart from others, because a batch with it failed or killed its process.
  alone boolean not null default false,
  next_attempt_at timestamptz not null,
  claimed_by integer,
  claimed_until timestamptz,
  settled_at timestamptz,
  unique (connection_id, source_event_id)
);
create index on events.inbox (connection_id, alone, id) where state = 'PENDING';
create index on events.inbox (connection_id, object_type, native_id) where state = 'CLAIMED';
create index on events.inbox (state, id) where state in ('DEAD', 'QUARANTINED');
create index on events.inbox (settled_at) where state in ('DONE', 'UNCHANGED', 'IGNORED');

-- Every record of which something was heard, as it was last read.
create table events.records (
  connection_id text not null,
  object_type text not null,
  native_id text not null,
  kind text not null,
  -- The vendor's own; null where it has none.
  version text collate "C",
  -- Of what a vendor without versions said.
  digest text,
  -- How often it was seen to change.
  revision integer not null,
  -- The store's time before the record was last asked for.
  read_at timestamptz not null,
  -- The last facts; of a record that is gone, those before.
  facts jsonb not null,
  entity_type text,
  entity_id text,
  customer_id text,
  -- The customer's record, where it is one of the same connection.
  customer_native_id text,
  gone_at timestamptz,
  primary key (connection_id, object_type, native_id)
);

create table events.log (
  sequence bigint primary key,
  event_id text not null unique,
  type text not null,
  occurred_at timestamptz not null,
  detected_at timestamptz not null,
  correlation_id text not null,
  causation_id text not null,
  cause text not null,
  connection_id text not null,
  object_type text not null,
  native_id text not null,
  entity_type text,
  entity_id text,
  customer_id text,
  customer_native_id text,
  business_unit_key text,
  region text,
  severity text,
  attributes jsonb not null
);

-- One row. Whoever appends holds it until the commit: so sequences become visible in their order, without gaps.
create table events.head (
  only_row boolean primary key default true check (only_row),
  sequence bigint not null,
  -- Events up to this one were removed.
  removed_through bigint not null
);
insert into events.head (sequence, removed_through) values (0, 0);

-- Since when each connection is followed, and how far a stream has been read.
create table events.connections (
  connection_id text primary key,
  followed_since timestamptz not null,
  stream_position text,
  -- When somebody last asked the vendor for changes: one node at a time does.
  looked_at timestamptz
);

-- How far each list of changes has been read.
create table events.watermarks (
  connection_id text not null,
  object_type text not null,
  changed_at timestamptz not null,
  native_id text collate "C" not null,
  listed_at timestamptz,
  primary key (connection_id, object_type)
);

-- Writes of our own, for the day on which they come back as somebody's event.
create table events.own_writes (
  connection_id text not null,
  object_type text not null,
  native_id text not null,
  version text not null,
  correlation_id text not null,
  causation_id text not null,
  written_at timestamptz not null,
  primary key (connection_id, object_type, native_id, version)
);
