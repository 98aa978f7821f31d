import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import type { Store } from '../../store/store.ts'
import type { CallKind } from '../budget-ledger.ts'

/** The most that a question to the store may take; a call does not wait longer for a place that nobody can give. */
const QUERY_TIMEOUT_MS = 2_000
/** Who finds no place asks again after about so long. */
const ASK_AGAIN_MS = 40

/**
 * The first place that nobody has, of those from $2 to $3, but those that this process has: to a session its own locks are
 * free. Writes look from the end, where no read may sit.
 */
const TAKE = `select place from generate_series($2::integer, $3::integer, sign($3 - $2 + 0.5)::integer) as place
  where case when place = any($4::integer[]) then false else pg_try_advisory_lock(hashtext($1), place) end limit 1`
const LEAVE = 'select pg_advisory_unlock(hashtext($1), $2)'

/** Places of a connection, for this process. */
export interface SharedPlaces {
  /** Waits for a place until the signal ends the wait; answers how to leave it. */
  take(kind: CallKind, signal: AbortSignal): Promise<() => void>
  close(): Promise<void>
}

/** Makes the places of connections, over one session of the database that is opened with the first and ends with the last. */
export type PlacesMaker = (of: {
  connectionId: string
  /** How many calls may be under way, of all processes together, and how many of them may be reads. */
  places: number
  readPlaces: number
}) => SharedPlaces

/**
 * Places among the calls that all processes on a store may have under way at once. Each is an advisory lock of a session: a
 * process that dies leaves its places at once. While the store does not answer each process counts for itself alone.
 */
export function openPlaces(store: Pick<Store, 'databaseUrl'>): PlacesMaker {
  const session = createSession(store.databaseUrl)
  return ({ connectionId, places, readPlaces }) => {
    const name = `weft place ${connectionId}`
    const taken = new Set<number>()
    session.open()

    const find = (kind: CallKind): Promise<number | undefined> =>
      session.inTurn(async (ask) => {
        const range = kind === 'read' ? [1, readPlaces] : [places, 1]
        const [row] = await ask<{ place: number }>(TAKE, [name, ...range, [...taken]])
        if (row) taken.add(row.place)
        return row?.place
      })

    return {
      async take(kind, signal) {
        for (;;) {
          // While the store does not answer there is a place for everybody: what this process may do is counted elsewhere.
          const place = await find(kind).catch(() => 0)
          const leave = () => {
            if (place === undefined || !taken.delete(place)) return
            void session.inTurn((ask) => ask(LEAVE, [name, place])).catch(() => {})
          }
          if (place !== undefined) {
            if (!signal.aborted) return leave
            // The call that wanted it has ended meanwhile.
            leave()
          }
          await delay(ASK_AGAIN_MS * (0.5 + Math.random()), undefined, { signal })
        }
      },
      close: () => session.leave(),
    }
  }
}

type Ask = <Row extends object>(sql: string, values: readonly unknown[]) => Promise<Row[]>

/** A session of the database, connected when it is first asked and again after it broke: then what it had locked is free. */
function createSession(databaseUrl: string) {
  let users = 0
  let connected: Promise<pg.Client> | undefined
  let last: Promise<unknown> = Promise.resolve()

  const connect = async (): Promise<pg.Client> => {
    const client = new pg.Client({
      connectionString: databaseUrl,
      application_name: 'weft places',
      keepAlive: true,
      connectionTimeoutMillis: QUERY_TIMEOUT_MS,
      query_timeout: QUERY_TIMEOUT_MS,
    })
    client.on('error', () => {})
    client.once('end', () => {
      connected = undefined
    })
    await client.connect()
    return client
  }

  const ask: Ask = async <Row extends object>(sql: string, values: readonly unknown[]): Promise<Row[]> => {
    connected ??= connect()
    try {
      const client = await connected
      const { rows } = await client.query<Row>(sql, [...values])
      return rows
    } catch (error) {
      const broken = connected
      connected = undefined
      void broken?.then((client) => client.end()).catch(() => {})
      throw error
    }
  }

  return {
    open(): void {
      users += 1
    },
    /** One after the other: two that look at once would be given one place, which is this session's for both. */
    inTurn<Answer>(use: (ask: Ask) => Promise<Answer>): Promise<Answer> {
      const answer = last.then(() => use(ask))
      last = answer.catch(() => {})
      return answer
    },
    async leave(): Promise<void> {
      users -= 1
      await last
      if (users > 0) return
      const ended = connected
      connected = undefined
      await ended?.then((client) => client.end()).catch(() => {})
    },
  }
}
