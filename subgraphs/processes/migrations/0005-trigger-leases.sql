-- One node answers a trigger's events at a time; one that has not come back for so long has left them to the others.
alter table processes.followed_log add column leased_by text, add column leased_until timestamptz;
