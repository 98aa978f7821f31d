create schema if not exists processes;

-- What was asked for, by its key: the same key and input have the same answer.
create table processes.requests (
  client_id text not null,
  operation text not null,
  idempotency_key text not null,
  input_digest text not null,
  answer jsonb not null,
  made_at timestamptz not null default now(),
  primary key (client_id, operation, idempotency_key)
);
create index on processes.requests (made_at);

create table processes.runs (
  id text primary key,
  kind text not null,
  -- What people are told.
  status text not null,
  -- What the engine does next: PREPARE, FORWARD, BACK; REST where it waits for a person, or is over.
  phase text not null,
  -- Another one each time it starts again from its input.
  generation integer not null default 1,
  -- How often it was given something to do; only the last one counts.
  turn integer not null default 1,
  -- How often somebody began to do it; who is not the last one may write nothing any more.
  fence integer not null default 0,
  node text,
  -- A node has it in hand; else a turn of it is queued, or it waits for somebody.
  is_driven boolean not null default false,
  input jsonb not null,
  client_id text not null,
  started_by text not null,
  -- What its starter was limited to: { customerIds, businessUnits }.
  reach jsonb not null,
  idempotency_key text not null,
  correlation_id text not null,
  -- The plan that its starter saw.
  wanted_plan_hash text,
  prepared jsonb,
  plan jsonb,
  plan_hash text,
  plan_expires_at timestamptz,
  approval jsonb,
  cancelled jsonb,
  customer_id text,
  business_unit_key text,
  subject_type text,
  subject_id text,
  result_type text,
  result_id text,
  -- The "now" of this generation.
  began_at timestamptz not null,
  started_at timestamptz not null,
  updated_at timestamptz not null default now(),
  finished_at timestamptz
);
create index on processes.runs (client_id, idempotency_key);
create index on processes.runs (finished_at) where finished_at is not null;

create table processes.steps (
  run_id text not null references processes.runs on delete cascade,
  generation integer not null,
  key text not null,
  -- 0 is the preparation; it is no step to anybody but the engine.
  place integer not null,
  status text not null default 'PENDING',
  attempts integer not null default 0,
  -- In this direction, since a person last said "again".
  failures integer not null default 0,
  failing_since timestamptz,
  -- An attempt ended, or vanished, without telling whether it took effect.
  is_unsure boolean not null default false,
  outcome jsonb,
  last_error jsonb,
  started_at timestamptz,
  finished_at timestamptz,
  primary key (run_id, generation, key)
);

-- Lineage: what each attempt sent and what came back, redacted.
create table processes.attempts (
  run_id text not null references processes.runs on delete cascade,
  generation integer not null,
  step_key text not null,
  direction text not null,
  number integer not null,
  node text not null,
  sent jsonb not null,
  received jsonb,
  error jsonb,
  started_at timestamptz not null default now(),
  finished_at timestamptz,
  primary key (run_id, generation, step_key, direction, number)
);

create table processes.exceptions (
  sequence bigint generated always as identity unique,
  id text primary key,
  run_id text not null references processes.runs on delete cascade,
  generation integer not null,
  step_key text,
  -- STOPPED: the run waits for it. UNDO: taking it back failed.
  matter text not null,
  state text not null,
  class text not null,
  code text not null,
  -- What has the same cause has the same text.
  cause text not null,
  summary text not null,
  suggested_fix text,
  amount jsonb,
  customer_id text,
  business_unit_key text,
  subject_type text,
  subject_id text,
  payload jsonb,
  assignee text,
  resolution text,
  closed_by text,
  opened_at timestamptz not null default now(),
  closed_at timestamptz
);
create index on processes.exceptions (run_id);
create index on processes.exceptions (cause) where state in ('OPEN', 'ASSIGNED', 'RETRYING');

-- Runs that pass a sequenced step, or wait to: the first one of a customer has its turn.
create table processes.places (
  place bigint generated always as identity primary key,
  customer_id text not null,
  run_id text not null unique references processes.runs on delete cascade
);
create index on processes.places (customer_id, place);

-- Plans that somebody was shown.
create table processes.plans (
  plan_hash text not null,
  kind text not null,
  input_digest text not null,
  client_id text not null,
  expires_at timestamptz not null,
  primary key (client_id, kind, input_digest, plan_hash)
);
create index on processes.plans (expires_at);

-- Nodes that drive runs; each holds the advisory lock of its number while it lives.
create table processes.nodes (
  id text primary key,
  number integer not null,
  started_at timestamptz not null default now()
);
