create schema if not exists throttle;

-- What clients may still spend, as of `counted_at` by this server's clock; it fills again at a rate that the asker tells.
create table throttle.buckets (
  bucket text primary key,
  available float8 not null,
  counted_at timestamptz not null
);

-- Gives back, fills, and draws in one visit: all of `wanted` or what there is of it, nothing where `needed` is not there.
-- The time is read while the row is locked, so that no two visits fill for the same moments.
create function throttle.draw(
  name text, maximum float8, rate float8, needed float8, wanted float8, returned float8, ahead_ms float8
) returns table (granted float8, left_over float8) language plpgsql as $$
declare
  known throttle.buckets;
  moment timestamptz;
  filled float8;
begin
  insert into throttle.buckets values (name, maximum, clock_timestamp() + ahead_ms * interval '1 millisecond')
    on conflict do nothing;
  select * into known from throttle.buckets where bucket = name for update;
  moment := greatest(known.counted_at, clock_timestamp() + ahead_ms * interval '1 millisecond');
  filled := least(
    maximum,
    known.available + returned + rate * extract(epoch from moment - known.counted_at)::float8
  );
  granted := case when filled >= needed then least(filled, wanted) else 0 end;
  left_over := filled - granted;
  update throttle.buckets set available = left_over, counted_at = moment where bucket = name;
  return next;
end
$$;
