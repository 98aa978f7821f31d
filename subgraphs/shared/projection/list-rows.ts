import type { Queryable } from '../store/store.ts'

export interface ListKey {
  connectionId: string
  name: string
}

/** How far a list is kept. */
export interface ListRow extends ListKey {
  id: number
  form: string
  startedAt: Date
  cursor: string | undefined
  records: number
  filledAt: Date | undefined
  completeThrough: Date | undefined
  appliedSequence: number
}

type StoredListRow = {
  [Field in keyof ListRow]: undefined extends ListRow[Field] ? ListRow[Field] | null : ListRow[Field]
} & {
  appliedSequence: string
}

const COLUMNS = `id, connection_id as "connectionId", name, form, started_at as "startedAt", cursor, records,
  filled_at as "filledAt", complete_through as "completeThrough", applied_sequence as "appliedSequence"`

/** Undefined for a list that nobody began to read. */
export async function findList(
  store: Queryable,
  { connectionId, name }: ListKey,
): Promise<ListRow | undefined> {
  const [row] = await store.query<StoredListRow>(
    `select ${COLUMNS} from projection.lists where connection_id = $1 and name = $2`,
    [connectionId, name],
  )
  return row && toListRow(row)
}

/** Every list that was ever kept. */
export async function readLists(store: Queryable): Promise<ListRow[]> {
  return (await store.query<StoredListRow>(`select ${COLUMNS} from projection.lists`)).map(toListRow)
}

const toListRow = (row: StoredListRow): ListRow => ({
  ...row,
  cursor: row.cursor ?? undefined,
  filledAt: row.filledAt ?? undefined,
  completeThrough: row.completeThrough ?? undefined,
  appliedSequence: Number(row.appliedSequence),
})

/** Begins to read a list; it must not be there. */
export async function insertList(
  store: Queryable,
  { connectionId, name, form, startedAt }: ListKey & Pick<ListRow, 'form' | 'startedAt'>,
): Promise<ListRow> {
  const [row] = await store.query<StoredListRow>(
    `insert into projection.lists (connection_id, name, form, started_at) values ($1, $2, $3, $4)
     on conflict (connection_id, name) do update set name = excluded.name returning ${COLUMNS}`,
    [connectionId, name, form, startedAt],
  )
  if (!row) throw new RangeError('an inserted row is answered')
  return toListRow(row)
}

const DELETED_AT_ONCE = 5_000

/** Forgets a list: from the first moment nothing of it is served. */
export async function deleteList(store: Queryable, { id }: Pick<ListRow, 'id'>): Promise<void> {
  await store.query('delete from projection.lists where id = $1', [id])
  let deleted: number
  do {
    const rows = await store.query(
      `delete from projection.records where list_id = $1 and native_id in
         (select native_id from projection.records where list_id = $1 limit $2) returning 1 as gone`,
      [id, DELETED_AT_ONCE],
    )
    deleted = rows.length
  } while (deleted === DELETED_AT_ONCE)
}

/** Notes that a page was kept; without `next` it was the last. */
export async function savePosition(
  store: Queryable,
  { id }: Pick<ListRow, 'id'>,
  { next, records, now }: { next: string | undefined; records: number; now: Date },
): Promise<void> {
  await store.query(
    `update projection.lists set cursor = $2, records = $3,
       filled_at = case when $2::text is null then $4::timestamptz end where id = $1`,
    [id, next ?? null, records, now],
  )
}

export async function saveComplete(
  store: Queryable,
  { id }: Pick<ListRow, 'id'>,
  through: Date,
): Promise<void> {
  await store.query(
    'update projection.lists set complete_through = greatest(complete_through, $2) where id = $1',
    [id, through],
  )
}

export async function saveApplied(
  store: Queryable,
  { id }: Pick<ListRow, 'id'>,
  sequence: number,
): Promise<void> {
  await store.query(
    'update projection.lists set applied_sequence = greatest(applied_sequence, $2) where id = $1',
    [id, sequence],
  )
}
