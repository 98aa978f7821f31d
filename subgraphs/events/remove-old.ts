import type { Store } from '#shared/store/store.ts'

/** A subscriber may be away for so long; a vendor's event may come so late. */
const KEPT_DAYS = 30
/** Of a record that is gone, so that a very late hint does not make it a new one. */
const GONE_KEPT_DAYS = 90
/** One statement removes no more: it must be over long before its time is. */
const MOST_ROWS = 20_000

const OLD_ITEMS = `delete from events.inbox where id in (
  select id from events.inbox where state in ('DONE', 'UNCHANGED', 'IGNORED')
    and settled_at < now() - make_interval(days => ${KEPT_DAYS}) limit ${MOST_ROWS})`
const OLD_WRITES = `delete from events.own_writes where written_at < now() - make_interval(days => ${KEPT_DAYS})`
const GONE_RECORDS = `delete from events.records where gone_at < now() - make_interval(days => ${GONE_KEPT_DAYS})`

/** Items may be settled late, so the oldest entry that is kept decides, not each entry's own age. */
const OLD_ENTRIES = `with kept as (
    select coalesce(min(sequence) - 1, (select sequence from events.head)) as before from events.log
    where detected_at >= now() - make_interval(days => ${KEPT_DAYS})),
  last as (select max(sequence) as through from (
    select sequence from events.log, kept where sequence <= kept.before order by sequence limit ${MOST_ROWS}) as old),
  removed as (delete from events.log using last where sequence <= last.through)
  update events.head set removed_through = last.through from last where last.through > removed_through`

/** Removes what nobody can ask for any more. What failed stays until somebody has seen to it. */
export async function removeOld(store: Store): Promise<void> {
  for (const statement of [OLD_ITEMS, OLD_WRITES, GONE_RECORDS, OLD_ENTRIES]) await store.query(statement)
}
