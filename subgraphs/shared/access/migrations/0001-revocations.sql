-- Whose access was ended and given back, by whom and why. The last entry of a client holds; none is ever changed.
create schema if not exists access;

create table access.revocations (
  id bigint generated always as identity primary key,
  client_id text not null,
  action text not null check (action in ('REVOKED', 'RESTORED')),
  reason text not null,
  actor text not null,
  at timestamptz not null
);

create index revocations_of_client on access.revocations (client_id, id desc);
