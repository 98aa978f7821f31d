import type { ListedChange } from '../events/changes.ts'
import type { Queryable } from '../store/store.ts'
import type { PageQuestion } from './projection.ts'

/** A record as the store has it. */
export interface RecordRow {
  nativeId: string
  ownerId: string | undefined
  createdAt: Date
  status: string | undefined
  dueOn: string | undefined
  readAt: Date
  /** Undefined: it cannot be read, or is gone. */
  record: Buffer | undefined
  isGone: boolean
}

const NAMES = 'native_id, owner_id, created_at, status, due_on, read_at, record, is_gone'
const TYPES =
  '$2::text[], $3::text[], $4::timestamptz[], $5::text[], $6::date[], $7::timestamptz[], $8::bytea[], $9::boolean[]'

/**
 * Keeps what was read last of each. `position` says how many records of the whole list stand before these; otherwise, who is
 * not known yet gets the place of one that was just made.
 */
export async function saveRecords(
  store: Queryable,
  listId: number,
  rows: readonly RecordRow[],
  position?: number,
): Promise<void> {
  if (rows.length === 0) return
  await store.query(
    `insert into projection.records as known (list_id, place, ${NAMES})
     select $1, coalesce(-($10::bigint + row_number), nextval('projection.places')), ${NAMES}
     from unnest(${TYPES}) with ordinality as read (${NAMES}, row_number)
     on conflict (list_id, native_id) do update set
       owner_id = case when excluded.record is null then coalesce(excluded.owner_id, known.owner_id) else excluded.owner_id end,
       created_at = case when excluded.record is null then known.created_at else excluded.created_at end,
       status = excluded.status, due_on = excluded.due_on, read_at = excluded.read_at, record = excluded.record,
       is_gone = excluded.is_gone
     where known.read_at <= excluded.read_at`,
    [
      listId,
      rows.map(({ nativeId }) => nativeId),
      rows.map(({ ownerId }) => ownerId ?? null),
      rows.map(({ createdAt }) => createdAt),
      rows.map(({ status }) => status ?? null),
      rows.map(({ dueOn }) => dueOn ?? null),
      rows.map(({ readAt }) => readAt),
      rows.map(({ record }) => record ?? null),
      rows.map(({ isGone }) => isGone),
      position ?? null,
    ],
  )
  if (position === undefined) return
  // Those that an event brought before the whole list did.
  await store.query(
    `update projection.records set place = -($3::bigint + listed.place)
     from unnest($2::text[]) with ordinality as listed (id, place)
     where list_id = $1 and native_id = listed.id and records.place > 0`,
    [listId, rows.map(({ nativeId }) => nativeId), position],
  )
}

/** Those whose record was not read again, `apartMs` after they changed: clocks differ, and a second may not have been over. */
export async function outdatedAmong(
  store: Queryable,
  listId: number,
  { changes, apartMs }: { changes: readonly ListedChange[]; apartMs: number },
): Promise<string[]> {
  const rows = await store.query<{ id: string }>(
    `select id from unnest($2::text[], $3::timestamptz[]) as listed (id, changed_at)
     where not exists (select from projection.records where list_id = $1 and native_id = id
       and read_at > changed_at + make_interval(secs => $4))`,
    [
      listId,
      changes.map(({ nativeId }) => nativeId),
      changes.map(({ changedAt }) => changedAt),
      apartMs / 1_000,
    ],
  )
  return rows.map(({ id }) => id)
}

/** Rows of what has been gone for so long that no reading that began before can come any more. */
export async function forgetGone(store: Queryable, listId: number, before: Date): Promise<void> {
  await store.query('delete from projection.records where list_id = $1 and is_gone and read_at < $2', [
    listId,
    before,
  ])
}

/** Which list is asked, and from when on it must be complete. */
export interface Asked {
  connectionId: string
  name: string
  form: string
  since: Date
}

/** A record that was found, with how far its list can be believed. */
export interface FoundRow {
  /** The place of the question, from 0. */
  question: number
  ownerId: string | null
  record: Buffer | null
  completeThrough: Date
  appliedSequence: number
}

/** A list that is complete as asked, and what in it cannot be read: of that customer, or of whose is not known, nothing is told. */
const BELIEVED = `list as (select id, complete_through, applied_sequence from projection.lists
    where connection_id = $1 and name = $2 and form = $3 and complete_through >= $4),
  broken as (select owner_id from projection.records join list on list_id = list.id where record is null and not is_gone)`
const FOUND = `complete_through as "completeThrough", applied_sequence::float8 as "appliedSequence", found.record`

/**
 * The records of each page and one more, where there is one; one row without a record for a page that is empty. None at all for
 * a question that cannot be answered.
 */
export function findPageRows(
  store: Queryable,
  { connectionId, name, form, since }: Asked,
  questions: readonly PageQuestion[],
): Promise<FoundRow[]> {
  return store.query<FoundRow>(
    `with ${BELIEVED}
     select asked.place::integer - 1 as question, asked.owner_id as "ownerId", ${FOUND}
     from list cross join unnest($5::text[], $6::integer[], $7::text[], $8::text[], $9::date[])
       with ordinality as asked (owner_id, first, after, statuses, due_before, place)
     left join projection.records seen on seen.list_id = list.id and seen.native_id = asked.after
       and seen.owner_id = asked.owner_id and seen.record is not null
     left join lateral (select own.created_at, own.place, own.record from projection.records own
       where own.list_id = list.id and own.owner_id = asked.owner_id and own.record is not null
         and (own.created_at, own.place) < (coalesce(seen.created_at, 'infinity'), coalesce(seen.place, 0))
         and (asked.statuses is null or own.status = any (string_to_array(asked.statuses, ',')))
         and (asked.due_before is null or own.due_on < asked.due_before)
       order by own.created_at desc, own.place desc limit asked.first + 1) as found on true
     where (asked.after is null or seen.native_id is not null)
       and not exists (select from broken where broken.owner_id = asked.owner_id or broken.owner_id is null)
     order by asked.place, found.created_at desc, found.place desc`,
    [
      connectionId,
      name,
      form,
      since,
      questions.map(({ ownerId }) => ownerId),
      questions.map(({ first }) => first),
      questions.map(({ after }) => after ?? null),
      questions.map(({ statuses }) => statuses?.join(',') ?? null),
      questions.map(({ dueBefore }) => dueBefore ?? null),
    ],
  )
}

/** The records that are there. */
export function findRecordRows(
  store: Queryable,
  { connectionId, name, form, since }: Asked,
  nativeIds: readonly string[],
): Promise<FoundRow[]> {
  return store.query<FoundRow>(
    `with ${BELIEVED}
     select asked.place::integer - 1 as question, found.owner_id as "ownerId", ${FOUND}
     from list cross join unnest($5::text[]) with ordinality as asked (native_id, place)
     join projection.records found on found.list_id = list.id and found.native_id = asked.native_id
       and found.record is not null`,
    [connectionId, name, form, since, nativeIds],
  )
}
