-- A step's time has not come: when it is asked again, unless something wakes the run before.
alter table processes.runs add column waits_until timestamptz;
create index on processes.runs (waits_until) where waits_until is not null;
create index on processes.runs (kind, customer_id) where phase = 'FORWARD';
