import { openStore, type Store } from '#shared/store/store.ts'
import { createLogger } from '#shared/telemetry/logger.ts'
import type { Settings } from './settings.ts'

/** The store of the gateways that have the same settings, for as long as a command runs. */
export async function openCommandStore(
  settings: Pick<Settings, 'databaseUrl' | 'dataDirectory' | 'logLevel'>,
): Promise<Store & AsyncDisposable> {
  const { databaseUrl, dataDirectory: directory, logLevel } = settings
  const store = await openStore({ databaseUrl, directory, logger: createLogger(logLevel) })
  return { ...store, [Symbol.asyncDispose]: () => store.close() }
}
