-- Whose graph an operation was asked of: everybody's, or the one that partners see. It is part of what its hash is made of.
alter table usage.operations add column audience text not null default 'graph';
