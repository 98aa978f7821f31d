-- The few that are in some node's hands, among all that are kept.
create index on processes.runs (node) where is_driven;
