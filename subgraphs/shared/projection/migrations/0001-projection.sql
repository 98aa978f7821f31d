create schema if not exists projection;

-- Lists of a system that are kept here, and how far each can be believed.
create table projection.lists (
  id integer generated always as identity primary key,
  connection_id text not null,
  -- The domain's word: `invoices`.
  name text not null,
  -- What its records were written as: of another account, or by another version, they are no good.
  form text not null,
  -- When the reading of the whole list began.
  started_at timestamptz not null,
  -- Where that goes on; null: at the beginning.
  cursor text,
  -- How many it has read.
  records integer not null default 0,
  -- When it had read all.
  filled_at timestamptz,
  -- Every change until then is in the records; null: not known of any instant.
  complete_through timestamptz,
  -- Every event of the log up to this one is, too.
  applied_sequence bigint not null default 0,
  unique (connection_id, name)
);

-- Their records, in canonical form.
create table projection.records (
  list_id integer not null,
  native_id text collate "C" not null,
  -- The customer in whose list it stands; null: in nobody's, or in whose cannot be read.
  owner_id text collate "C",
  created_at timestamptz not null,
  -- Among records of one instant, the greater comes first.
  place bigint not null,
  status text,
  -- The day on which something is due that is still owed.
  due_on date,
  -- When its reading began.
  read_at timestamptz not null,
  -- Null: it cannot be read, or is gone. Rows of what is gone keep an older reading from bringing it back.
  record bytea,
  is_gone boolean not null default false,
  primary key (list_id, native_id)
);
create index on projection.records (list_id, owner_id, created_at desc, place desc);
create index on projection.records (list_id, owner_id) where record is null and not is_gone;

-- Places of records that were made after the whole list was read; those that it brought have negative ones.
create sequence projection.places;
