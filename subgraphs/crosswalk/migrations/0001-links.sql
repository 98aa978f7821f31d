create schema if not exists crosswalk;

-- What matching found to be one customer or one product. Other things have only links: their type says all.
create table crosswalk.entities (
  id text collate "C" primary key,
  type text not null,
  display_name text not null,
  -- Lower case without accents, so that order and search do not depend on the server's collation.
  sort_name text collate "C" not null,
  parent_id text collate "C",
  business_unit_key text,
  -- As last seen at a start; null where no system says it.
  status text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  -- An id is never changed and never reused: a merged one stays as another name of the survivor.
  merged_into text collate "C" references crosswalk.entities (id)
);
create index on crosswalk.entities (type, sort_name, id) where merged_into is null;
create index on crosswalk.entities (type, updated_at, id) where merged_into is null;
create index on crosswalk.entities (parent_id, sort_name, id) where parent_id is not null;

create table crosswalk.links (
  type text not null,
  connection_id text not null,
  object_type text not null,
  native_id text not null,
  id text collate "C" not null,
  state text not null default 'ACTIVE',
  method text not null,
  url text,
  linked_at timestamptz not null,
  primary key (type, connection_id, object_type, native_id)
);
create index on crosswalk.links (id);

-- What each system said about its records when it was last scanned: all that matching looks at.
create table crosswalk.identities (
  type text not null,
  connection_id text not null,
  object_type text not null,
  native_id text not null,
  identity jsonb not null,
  primary key (type, connection_id, object_type, native_id)
);

-- How far each scan has come. A null cursor of an unfinished scan is its beginning.
create table crosswalk.scans (
  connection_id text not null,
  type text not null,
  cursor text,
  records integer not null default 0,
  started_at timestamptz not null,
  finished_at timestamptz,
  -- When a scan was last finished, whatever has happened since.
  last_finished_at timestamptz,
  primary key (connection_id, type)
);

-- Records that could not be matched without guessing: a person decides.
create table crosswalk.ambiguities (
  key text primary key,
  type text not null,
  rule text not null,
  -- Native records that share the rule's key, and those among them that have several candidates.
  members jsonb not null,
  suspects jsonb not null,
  first_seen_at timestamptz not null,
  last_seen_at timestamptz not null,
  resolved_at timestamptz
);

create table crosswalk.business_units (
  key text primary key,
  id text collate "C" not null unique
);
