import type { Queryable } from '#shared/store/store.ts'

/** Since when a connection is followed: since somebody first did, whatever happened in between. */
export async function followedSince(store: Queryable, connectionId: string): Promise<Date> {
  const [row] = await store.query<{ since: Date }>(
    `with added as (insert into events.connections (connection_id, followed_since) values ($1, now())
       on conflict do nothing returning followed_since)
     select followed_since as since from added
     union all select followed_since from events.connections where connection_id = $1`,
    [connectionId],
  )
  return row?.since ?? new Date()
}

/** Whether it is this node's turn to ask the vendor what has changed: one node in each interval has it. */
export async function takeTurn(store: Queryable, connectionId: string, intervalMs: number): Promise<boolean> {
  const rows = await store.query(
    `update events.connections set looked_at = now() where connection_id = $1
       and (looked_at is null or looked_at <= now() - make_interval(secs => $2)) returning 1 as turn`,
    [connectionId, intervalMs / 1000],
  )
  return rows.length > 0
}

/** Where a vendor's stream goes on; undefined: from now. */
export async function readStreamPosition(
  store: Queryable,
  connectionId: string,
): Promise<string | undefined> {
  const [row] = await store.query<{ position: string | null }>(
    'select stream_position as position from events.connections where connection_id = $1',
    [connectionId],
  )
  return row?.position ?? undefined
}

/** Null: from now. */
export async function saveStreamPosition(
  store: Queryable,
  connectionId: string,
  position: string | null,
): Promise<void> {
  await store.query('update events.connections set stream_position = $2 where connection_id = $1', [
    connectionId,
    position,
  ])
}
