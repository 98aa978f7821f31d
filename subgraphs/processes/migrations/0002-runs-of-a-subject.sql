-- Whether somebody is at work on a thing is asked before a run begins.
create index on processes.runs (subject_id) where finished_at is null;
