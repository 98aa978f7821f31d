import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import { ACCESS_CHANNEL, type Revocations } from '#shared/access/revocations.ts'
import type { Store } from '#shared/store/store.ts'
import type { Logger } from '#shared/telemetry/logger.ts'
import type { Client } from './client.ts'
import type { Registries, RegistryVersion } from './registries.ts'

/** A notice that got lost is made good by then: well within the five seconds that are promised. */
const POLL_MS = 2_000
const RECONNECT_MS = 500

/** What the store says of access, as this process knows it: whose is ended, and which registry of clients holds. */
export interface FollowedAccess {
  has(clientId: string): boolean
  /** Is told whose access was ended or given back. */
  onChange(listener: (clientIds: readonly string[]) => void): void
  /** The last registry that was published and could be read; undefined: none was. */
  published(): PublishedRegistry | undefined
  /** Is told of one that was published. */
  onPublished(listener: (published: PublishedRegistry) => void): void
  close(): Promise<void>
}

export interface PublishedRegistry extends RegistryVersion {
  clients: readonly Client[]
}

export interface FollowOptions {
  store: Store
  revocations: Pick<Revocations, 'list'>
  registries: Pick<Registries, 'latest' | 'clientsOf'>
  logger: Logger
  pollMs?: number
}

/**
 * Follows what the store says of access: told at once, and asked for it every two seconds. While the store does not answer,
 * what was known last holds: readiness says so, and nobody's access comes back by an outage. Rejects where the first of it
 * cannot be read.
 */
export async function followAccess(options: FollowOptions): Promise<FollowedAccess> {
  const { store, logger, pollMs = POLL_MS } = options
  const revoked = createRevoked(options.revocations)
  const registry = createPublished(options.registries)
  let reading: Promise<void> | undefined
  let isClosed = false

  const read = async (): Promise<void> => {
    await revoked.read()
    await registry.read()
  }
  const readAgain = (): void => {
    // What is read now may have begun before what was just told.
    reading = (reading ?? Promise.resolve()).then(read).catch((error: unknown) => {
      if (!isClosed) logger.warn({ err: error }, 'who has access could not be read; what was known holds')
    })
  }

  await read()
  const timer = setInterval(readAgain, pollMs)
  const stopListening = await listen(store, logger, readAgain)
  return {
    has: revoked.has,
    onChange: revoked.onChange,
    published: registry.published,
    onPublished: registry.onPublished,
    async close() {
      isClosed = true
      clearInterval(timer)
      await stopListening()
      await reading
    },
  }
}

function createRevoked(revocations: FollowOptions['revocations']) {
  const listeners = new Set<(clientIds: readonly string[]) => void>()
  let known = new Set<string>()
  return {
    has: (clientId: string) => known.has(clientId),
    onChange: (listener: (clientIds: readonly string[]) => void) => void listeners.add(listener),
    async read(): Promise<void> {
      const now = new Set((await revocations.list()).map(({ clientId }) => clientId))
      const changed = [...now, ...known].filter((clientId) => !(now.has(clientId) && known.has(clientId)))
      known = now
      if (changed.length > 0) for (const listener of listeners) listener(changed)
    },
  }
}

function createPublished(registries: FollowOptions['registries']) {
  const listeners = new Set<(published: PublishedRegistry) => void>()
  let known: PublishedRegistry | undefined
  return {
    published: () => known,
    onPublished: (listener: (published: PublishedRegistry) => void) => void listeners.add(listener),
    /** All of it is read only when it is another one. */
    async read(): Promise<void> {
      const latest = await registries.latest()
      if (!latest || latest.version === known?.version) return
      const published = { ...latest, clients: await registries.clientsOf(latest.version) }
      known = published
      for (const listener of listeners) listener(published)
    },
  }
}

/** A session that hears; it is opened again when it breaks, and until then there is the poll. */
async function listen(store: Store, logger: Logger, heard: () => void): Promise<() => Promise<void>> {
  let client: pg.Client | undefined
  let isClosed = false
  const connect = async (): Promise<void> => {
    const opened = new pg.Client({
      connectionString: store.databaseUrl,
      application_name: 'weft access',
      keepAlive: true,
      connectionTimeoutMillis: 5_000,
    })
    opened.on('error', (error) => logger.warn({ reason: error.message }, 'the session of access broke'))
    opened.on('notification', heard)
    opened.once('end', () => {
      if (client === opened) void reconnect()
    })
    await opened.connect()
    await opened.query(`listen ${ACCESS_CHANNEL}`)
    client = opened
  }
  const reconnect = async (): Promise<void> => {
    client = undefined
    while (!isClosed && !client) {
      await delay(RECONNECT_MS, undefined, { ref: false })
      await connect().catch((error: unknown) =>
        logger.warn({ err: error }, 'changes of access are not heard'),
      )
    }
    heard()
  }
  await connect()
  return async () => {
    isClosed = true
    const last = client
    client = undefined
    await last?.end()
  }
}
