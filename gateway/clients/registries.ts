import { ACCESS_CHANNEL } from '#shared/access/revocations.ts'
import { WeftError } from '#shared/errors.ts'
import { migrate } from '#shared/store/migrate.ts'
import type { Queryable, Store } from '#shared/store/store.ts'
import type { Client } from './client.ts'
import { parseStoredClients, writeClients } from './stored-client.ts'

/** A registry of clients that was published: by whom, and when. */
export interface RegistryVersion {
  version: number
  publishedBy: string
  publishedAt: Date
}

/** What somebody publishes. */
export interface Publication {
  clients: readonly Client[]
  /** Who does so. */
  actor: string
  at: Date
}

/** Registries of clients in the store: the last one holds for every gateway on it. */
export interface Registries {
  /** The last one; undefined: none was ever published. */
  latest(): Promise<RegistryVersion | undefined>
  /** Who is registered by a version. INVALID_SETTING for what another Weft has written and this one cannot read. */
  clientsOf(version: number): Promise<Client[]>
  /** As part of a transaction. Undefined: it is the same as the last one, and nothing was done. */
  publish(transaction: Queryable, publication: Publication): Promise<RegistryVersion | undefined>
}

/** Any fixed number: one registry is published at a time. */
const REGISTRY_LOCK = 7_301_013

/** Opens the registries of a store; their table is brought up to date. */
export async function openRegistries(store: Store): Promise<Registries> {
  await migrate(store, { owner: 'clients', folder: new URL('migrations/', import.meta.url) })
  return {
    latest: () => findLatest(store),
    async clientsOf(version) {
      const [row] = await store.query<{ content: unknown }>(
        'select content from clients.registries where version = $1',
        [version],
      )
      const clients = parseStoredClients(row?.content)
      if (!clients)
        throw new WeftError(
          'INVALID_SETTING',
          `version ${version} of the registered clients is of another Weft`,
        )
      return clients
    },
    async publish(transaction, { clients, actor, at }) {
      await transaction.query('select pg_advisory_xact_lock($1)', [REGISTRY_LOCK])
      const [row] = await transaction.query<RegistryVersion>(INSERT, [writeClients(clients), actor, at])
      if (!row) return undefined
      // Told when it is committed; it carries nothing, because whoever hears it reads.
      await transaction.query(`notify ${ACCESS_CHANNEL}`)
      return toVersion(row)
    },
  }
}

const COLUMNS = 'version, published_by as "publishedBy", published_at as "publishedAt"'

const INSERT = `
  insert into clients.registries (content, published_by, published_at)
  select $1::jsonb, $2, $3
  where not exists (
    select from (select content from clients.registries order by version desc limit 1) last where content = $1::jsonb)
  returning ${COLUMNS}`

async function findLatest(store: Queryable): Promise<RegistryVersion | undefined> {
  const [row] = await store.query<RegistryVersion>(
    `select ${COLUMNS} from clients.registries order by version desc limit 1`,
  )
  return row && toVersion(row)
}

/** The driver answers a bigint as text. */
const toVersion = ({ version, ...row }: RegistryVersion): RegistryVersion => ({
  version: Number(version),
  ...row,
})
