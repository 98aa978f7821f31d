-- The version that a write of our own took the place of: what came between that and what was known is somebody else's.
alter table events.own_writes add column replaced text;
