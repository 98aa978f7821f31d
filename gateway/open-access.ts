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
import { type ClientRegistry, createClientRegistry } from './clients/client-registry.ts'
import { DEMO_CLIENTS_FILE } from './clients/demo-clients.ts'
import { followRevocations } from './clients/follow-revocations.ts'
import { readClients } from './clients/parse-clients.ts'
import type { Settings } from './settings.ts'

/** Who is let in, and as whom. */
export interface GatewayAccess {
  access: OpenAccess
  verifyToken: VerifyToken
  development: DevelopmentIssuer | undefined
  /** Who is registered at the start; undefined: every client of the issuer is let in. */
  registry: ClientRegistry | undefined
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
 * Opens whose tokens count, which clients are registered, and whose access was ended. A file of clients that changes is
 * read again; one that cannot be read changes nothing.
 */
export async function openAccess(
  settings: Settings,
  { store, clock, logger }: AccessOptions,
): Promise<GatewayAccess> {
  const { trusted, development, metrics } = await openIssuers(settings, { clock, logger })
  const names = trusted.map(({ issuer }) => issuer)
  const file = settings.clientsFile ?? (development ? DEMO_CLIENTS_FILE : undefined)
  const read = (from: string): ClientRegistry => createClientRegistry(readClients(from), names)
  const registry = file === undefined ? undefined : read(file)
  const followed = await followRevocations({ store, revocations: await openRevocations(store), logger })
  const access = createAccess(registry, followed)
  const stopLooking = settings.clientsFile
    ? lookAt(settings.clientsFile, logger, (changed) => access.replace(read(changed)))
    : () => {}
  return {
    access,
    verifyToken: createTokenVerifier(trusted, clock, access),
    development,
    registry,
    metrics,
    async close() {
      stopLooking()
      await followed.close()
    },
  }
}

function lookAt(file: string, logger: Logger, changed: (file: string) => void): () => void {
  const look = (): void => {
    try {
      changed(file)
      logger.info('the registered clients were read again')
    } catch (error) {
      logger.error({ err: error }, 'the changed file of clients is refused; the one before holds')
    }
  }
  watchFile(file, { interval: LOOK_EVERY_MS }, look)
  return () => unwatchFile(file, look)
}
