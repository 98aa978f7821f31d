-- What a run has done to a thing that other runs may do as well, or take back.
create table processes.claims (
  kind text not null,
  subject text not null,
  run_id text not null references processes.runs on delete cascade,
  is_exclusive boolean not null,
  claimed_at timestamptz not null default now(),
  primary key (kind, subject, run_id)
);
create unique index on processes.claims (kind, subject) where is_exclusive;
create index on processes.claims (run_id);

-- How far each trigger has read the event log.
create table processes.followed_log (
  trigger_name text primary key,
  position bigint not null
);

-- How often something outside has happened that the run may wait for.
alter table processes.runs add column wakes integer not null default 0;
