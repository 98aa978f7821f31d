import { ACCESS_CHANNEL, type Revocations } from '#shared/access/revocations.ts'
import { openStandingSession } from '#shared/store/standing-session.ts'
import type { Store } from '#shared/store/store.ts'
import type { Logger } from '#shared/telemetry/logger.ts'
import type { Client } from './client.ts'
import type { Registries, RegistryVersion } from './registries.ts'

/** A notice that got lost is made good by then: well within the five seconds that are promised. */
const POLL_MS = 2_000

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
  const session = await openStandingSession({
    store,
    logger,
    name: 'weft access',
    begin: (client) => client.query(`listen ${ACCESS_CHANNEL}`),
    heard: readAgain,
  })
  return {
    has: revoked.has,
    onChange: revoked.onChange,
    published: registry.published,
    onPublished: registry.onPublished,
    async close() {
      isClosed = true
      clearInterval(timer)
      await session.close()
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
