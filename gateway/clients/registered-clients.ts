import type { Store } from '#shared/store/store.ts'
import type { Settings } from '../settings.ts'
import type { Client } from './client.ts'
import { DEMO_CLIENTS_FILE } from './demo-clients.ts'
import { readClients } from './parse-clients.ts'
import { openRegistries } from './registries.ts'

/** For commands: who is registered, and by what. */
export async function registeredClients(
  store: Store,
  settings: Settings,
): Promise<{ clients: readonly Client[]; by: string }> {
  const registries = await openRegistries(store)
  const latest = await registries.latest()
  if (latest) {
    const { version, publishedBy, publishedAt } = latest
    const by = `version ${version}, published ${publishedAt.toISOString()} by ${publishedBy}`
    return { clients: await registries.clientsOf(version), by }
  }
  const { clientsFile, authIssuer, authIssuersFile } = settings
  const isDemo = !authIssuer && !authIssuersFile
  const file = clientsFile ?? (isDemo ? DEMO_CLIENTS_FILE : undefined)
  if (file === undefined) return { clients: [], by: 'nobody is registered: every client is let in' }
  return { clients: readClients(file), by: `nothing was published: by ${file}` }
}
