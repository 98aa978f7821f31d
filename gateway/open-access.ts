import { unwatchFile, watchFile } from 'node:fs'
import { openRevocations } from '#shared/access/revocations.ts'
import type { Clock } from '#shared/clock.ts'
import type { Store } from '#shared/store/store.ts'
import type { Logger } from '#shared/telemetry/logger.ts'
import type { Metric } from '#shared/telemetry/metric.ts'
import type { DevelopmentIssuer } from './auth/development-issuer.ts'
import { openIssuers } from './auth/issuers.ts'
import { createTokenVerifier, type VerifyToken } from './auth/verify-token.ts'
import { createAccess, type OpenAccess } from './clients/access.ts'
import type { Client } from './clients/client.ts'
import { type ClientRegistry, createClientRegistry } from './clients/client-registry.ts'
import { DEMO_CLIENTS_FILE } from './clients/demo-clients.ts'
import { followAccess } from './clients/follow-access.ts'
import { readClients } from './clients/parse-clients.ts'
import { openRegistries } from './clients/registries.ts'
import type { Settings } from './settings.ts'

/** Who is let in, and as whom. */
export interface GatewayAccess {
  access: OpenAccess
  verifyToken: VerifyToken
  development: DevelopmentIssuer | undefined
  /** Tells who is registered, now and whenever others are. */
  onRegistered(listener: (clients: readonly Client[]) => void): void
  metrics: Metric[]
  close(): Promise<void>
}

export interface AccessOptions {
  store: Store
  clock: Clock
  logger: Logger
}

/** How often the file of clients is looked at: a changed one holds within the five seconds that revocation has. */
const LOOK_EVERY_MS = 2_000

/**
 * Opens whose tokens count, which clients are registered, and whose access was ended. Where a registry was published it holds,
 * on every gateway; until then the file does, and is read again when it changes. What cannot be read changes nothing.
 */
export async function openAccess(
  settings: Settings,
  { store, clock, logger }: AccessOptions,
): Promise<GatewayAccess> {
  const { trusted, development, metrics } = await openIssuers(settings, { clock, logger })
  const names = trusted.map(({ issuer }) => issuer)
  const file = settings.clientsFile ?? (development ? DEMO_CLIENTS_FILE : undefined)
  const [revocations, registries] = [await openRevocations(store), await openRegistries(store)]
  const followed = await followAccess({ store, revocations, registries, logger })
  await using stack = new AsyncDisposableStack()
  stack.defer(() => followed.close())
  const ofFile = file === undefined ? undefined : createClientRegistry(readClients(file), names)
  const published = followed.published()
  const registry = published ? createClientRegistry(published.clients, names) : ofFile
  const access = createAccess(registry, followed)
  const registered = createRegistered(registry, access)
  followed.onPublished(({ version, clients }) =>
    replaceBy(registered, logger, `version ${version} of the registered clients`, () =>
      createClientRegistry(clients, names),
    ),
  )
  if (settings.clientsFile)
    stack.defer(
      lookAt(settings.clientsFile, (changed) => {
        if (followed.published()) return logger.warn('CLIENTS_FILE has changed; what was published holds')
        replaceBy(registered, logger, 'the changed file of clients', () =>
          createClientRegistry(readClients(changed), names),
        )
      }),
    )
  const opened = stack.move()
  return {
    access,
    verifyToken: createTokenVerifier(trusted, clock, access),
    development,
    onRegistered: registered.onRegistered,
    metrics,
    close: () => opened.disposeAsync(),
  }
}

/** The registry that access goes by, and who is told of another one. */
function createRegistered(first: ClientRegistry | undefined, access: OpenAccess) {
  const listeners = new Set<(clients: readonly Client[]) => void>()
  let current = first
  return {
    onRegistered(listener: (clients: readonly Client[]) => void): void {
      listeners.add(listener)
      if (current) listener(current.all)
    },
    replace(registry: ClientRegistry): void {
      current = registry
      access.replace(registry)
      for (const listener of listeners) listener(registry.all)
    },
  }
}

/** What is refused changes nothing. */
function replaceBy(
  registered: Pick<OpenAccess, 'replace'>,
  logger: Logger,
  what: string,
  read: () => ClientRegistry,
): void {
  try {
    registered.replace(read())
    logger.info({ what }, 'other clients are registered')
  } catch (error) {
    logger.error({ err: error, what }, 'registered clients are refused; those before hold')
  }
}

function lookAt(file: string, changed: (file: string) => void): () => void {
  const look = (): void => changed(file)
  watchFile(file, { interval: LOOK_EVERY_MS }, look)
  return () => unwatchFile(file, look)
}
