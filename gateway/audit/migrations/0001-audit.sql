create schema if not exists audit;

-- Who read or changed what. No values, no texts: names of fields, ids that Weft minted, kinds of personal data.
create table audit.entries (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  -- READ; or BEGUN before a mutation runs and CHANGED when it has been answered.
  action text not null check (action in ('READ', 'BEGUN', 'CHANGED')),
  subject text not null,
  client_id text not null,
  correlation_id text not null,
  transport text,
  operation_name text,
  operation_hash text not null,
  fields text[] not null,
  -- Global ids that its variables named.
  ids text[] not null,
  -- Categories of personal data that it may have read.
  personal text[] not null,
  -- OK, PARTIAL, or the code of the refusal; null while it runs.
  outcome text
);
create index entries_subject on audit.entries (subject, at);
create index entries_at on audit.entries (at);
create index entries_ids on audit.entries using gin (ids);
create index entries_correlation on audit.entries (correlation_id);

create function audit.refuse_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and current_setting('audit.forgetting', true) = 'on' then return old; end if;
  raise exception 'audit entries are neither changed nor deleted' using errcode = 'insufficient_privilege';
end
$$;
create trigger no_change before update or delete on audit.entries
  for each row execute function audit.refuse_change();
create trigger no_truncate before truncate on audit.entries
  for each statement execute function audit.refuse_change();

-- The only way an entry goes: by its age.
create function audit.forget(older_than_days integer) returns bigint language plpgsql as $$
declare gone bigint;
begin
  perform set_config('audit.forgetting', 'on', true);
  delete from audit.entries where at < now() - make_interval(days => older_than_days);
  get diagnostics gone = row_count;
  perform set_config('audit.forgetting', 'off', true);
  return gone;
end
$$;
