create schema if not exists usage;

-- What an operation is, by its shape: written once.
create table usage.operations (
  hash text primary key,
  name text,
  -- Schema coordinates that it touches: `Invoice.total`, `Query.customers(filter:)`, `InvoiceStatus`.
  coordinates text[] not null
);
create index operations_coordinates on usage.operations using gin (coordinates);

-- Who sent it, on which day of UTC.
create table usage.requests (
  client_id text not null,
  hash text not null references usage.operations (hash),
  day date not null,
  requests bigint not null,
  failures bigint not null,
  last_seen timestamptz not null,
  primary key (client_id, hash, day)
);
create index requests_day on usage.requests (day);

-- When something was not counted, and how much.
create table usage.losses (day date primary key, requests bigint not null);
