-- Whose a record said that it was when it was last read: the customer's record, null for nobody's. Without a time nobody has looked.
alter table crosswalk.links
  add column owner_connection_id text,
  add column owner_object_type text,
  add column owner_native_id text,
  add column owner_seen_at timestamptz;
