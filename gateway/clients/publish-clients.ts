import { isWeftError } from '#shared/errors.ts'
import { migrate } from '#shared/store/migrate.ts'
import type { Store } from '#shared/store/store.ts'
import { AUDIT_MIGRATIONS } from '../audit/audit-trail.ts'
import { insertEntries } from '../audit/insert-entries.ts'
import type { Client } from './client.ts'
import { hashOfDocument } from './read-documents.ts'
import { openRegistries, type Publication, type RegistryVersion } from './registries.ts'
import { writeClients } from './stored-client.ts'

/** What a publication changed. */
export interface Published extends RegistryVersion {
  /** Ids of clients. */
  added: string[]
  changed: string[]
  removed: string[]
}

/** What did it stands in the audit trail; it is no operation of the graph. */
const OPERATION = {
  hash: hashOfDocument('clients publish'),
  name: 'clients publish',
  rootFields: [],
  personal: [],
}

/**
 * Publishes who is registered, for every gateway on this store, and puts it down in the audit trail: both or neither.
 * Undefined: it is what holds already.
 */
export async function publishClients(store: Store, publication: Publication): Promise<Published | undefined> {
  await migrate(store, AUDIT_MIGRATIONS)
  const registries = await openRegistries(store)
  const before = await registries.latest()
  const clients = before ? await registries.clientsOf(before.version).catch(noneOfAnother) : []
  const published = await store.transaction(async (transaction) => {
    const made = await registries.publish(transaction, publication)
    if (made)
      await insertEntries(transaction, [
        {
          at: publication.at,
          action: 'CHANGED',
          subject: publication.actor,
          clientId: 'command',
          correlationId: `clients-${made.version}`,
          transport: undefined,
          operation: OPERATION,
          ids: [],
          outcome: 'OK',
        },
      ])
    return made
  })
  return published && { ...published, ...compare(clients, publication.clients) }
}

/** What cannot be read can still be followed by what can. */
function noneOfAnother(error: unknown): Client[] {
  if (isWeftError(error, 'INVALID_SETTING')) return []
  throw error
}

function compare(
  before: readonly Client[],
  after: readonly Client[],
): Pick<Published, 'added' | 'changed' | 'removed'> {
  const textOf = (client: Client): string => writeClients([client])
  const [known, kept] = [new Map(before.map((each) => [each.id, each])), new Set(after.map(({ id }) => id))]
  return {
    added: after.flatMap(({ id }) => (known.has(id) ? [] : [id])),
    changed: after.flatMap((client) => {
      const earlier = known.get(client.id)
      return earlier && textOf(earlier) !== textOf(client) ? [client.id] : []
    }),
    removed: before.flatMap(({ id }) => (kept.has(id) ? [] : [id])),
  }
}
