create schema if not exists clients;

-- Every registry of clients that was published, whole; the last one holds on all gateways, and none is ever changed.
create table clients.registries (
  version bigint generated always as identity primary key,
  -- A list of clients: what their registration says, with the texts of their documents.
  content jsonb not null,
  published_by text not null,
  published_at timestamptz not null
);

create function clients.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'a published registry is neither changed nor deleted' using errcode = 'insufficient_privilege';
end
$$;
create trigger no_change before update or delete or truncate on clients.registries
  for each statement execute function clients.refuse_change();
