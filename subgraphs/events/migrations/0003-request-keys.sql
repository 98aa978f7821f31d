-- Keys of the requests that made a change, where its vendor says them all: by them our own writes are known.
alter table events.inbox add column request_keys jsonb;
