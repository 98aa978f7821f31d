import { createHash } from 'node:crypto'
import { SYSTEM_DOMAINS, type SystemDomain } from '#shared/connections/connection.ts'
import type { Identity, NativeRef } from '#shared/crosswalk.ts'
import { mintId } from '#shared/global-id.ts'
import type { Queryable, Store } from '#shared/store/store.ts'
import { columnsOf, insertLinks, type NewLink } from './link-rows.ts'
import type { Ambiguity, Cluster } from './match.ts'
import { foldText, refKey } from './match-keys.ts'

const BATCH = 1_000

export interface MatchContext {
  store: Store
  type: Identity['type']
  domainOf(connectionId: string): SystemDomain | undefined
  now: Date
}

/** A cluster with the id that its members shall have. */
interface Decided {
  cluster: Cluster
  id: string
}

/**
 * Writes what matching decided: ids minted or merged, links, the customers' own rows, who is whose parent, what is
 * ambiguous. Repeating it changes nothing; killed half-way, the next run does the rest.
 */
export async function applyMatches(
  context: MatchContext,
  { clusters, ambiguities }: { clusters: readonly Cluster[]; ambiguities: readonly Ambiguity[] },
): Promise<void> {
  const { store, type, now } = context
  const decided = clusters.map((cluster) => ({ cluster, id: cluster.ids[0] ?? mintId(type, now) }))
  for (let start = 0; start < decided.length; start += BATCH)
    await store.transaction((transaction) =>
      applyBatch(transaction, context, decided.slice(start, start + BATCH)),
    )
  await store.transaction(async (transaction) => {
    if (type === 'Customer') await setParents(transaction, context, clusters)
    await setSuspects(transaction, type, ambiguities)
    await recordAmbiguities(transaction, context, ambiguities)
  })
}

async function applyBatch(
  transaction: Queryable,
  context: MatchContext,
  decided: readonly Decided[],
): Promise<void> {
  await upsertEntities(transaction, context, decided)
  for (const { cluster, id } of decided)
    if (cluster.ids.length > 1) await mergeInto(transaction, id, cluster.ids.slice(1))
  const links = decided.flatMap((entry) => linksOf(context.type, entry))
  await insertLinks(transaction, links, context.now)
  await setUrls(transaction, links)
  await dropUnlinked(transaction, decided)
}

function linksOf(type: Identity['type'], { cluster, id }: Decided): NewLink[] {
  return cluster.members.map(({ identity: { ref, url }, rule }) => {
    const method = rule === 'FOREIGN_REFERENCE' ? 'EXTERNAL_ID_FIELD' : 'DETERMINISTIC_MATCH'
    return { type, ...ref, id, method, url }
  })
}

async function upsertEntities(
  transaction: Queryable,
  { type, now, domainOf }: MatchContext,
  decided: readonly Decided[],
): Promise<void> {
  const rows = decided.map(({ id, cluster }) => ({ id, ...summarise(identitiesOf(cluster), domainOf) }))
  const columns = [
    rows.map(({ id }) => id),
    rows.map(({ displayName }) => displayName),
    rows.map(({ displayName }) => foldText(displayName)),
    rows.map(({ businessUnitKey }) => businessUnitKey ?? null),
    rows.map(({ updatedAt }) => updatedAt ?? null),
    rows.map(({ status }) => status ?? null),
  ]
  await transaction.query(
    `insert into crosswalk.entities (type, created_at, id, display_name, sort_name, business_unit_key, updated_at, status)
     select $1, $2::timestamptz, id, display_name, sort_name, business_unit_key, coalesce(updated_at, $2::timestamptz), status
     from unnest($3::text[], $4::text[], $5::text[], $6::text[], $7::timestamptz[], $8::text[])
       as found (id, display_name, sort_name, business_unit_key, updated_at, status)
     on conflict do nothing`,
    [type, now, ...columns],
  )
  await transaction.query(
    `update crosswalk.entities set display_name = found.display_name, sort_name = found.sort_name,
       business_unit_key = found.business_unit_key, status = found.status,
       updated_at = greatest(entities.updated_at, found.updated_at)
     from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::timestamptz[], $6::text[])
       as found (id, display_name, sort_name, business_unit_key, updated_at, status)
     where entities.id = found.id
       and (entities.display_name, entities.sort_name, entities.business_unit_key, entities.status, entities.updated_at) is distinct from
         (found.display_name, found.sort_name, found.business_unit_key, found.status, greatest(entities.updated_at, found.updated_at))`,
    columns,
  )
}

/** What the crosswalk itself shows of a thing: each value from the first domain that has it, CRM first. */
function summarise(members: readonly Identity[], domainOf: MatchContext['domainOf']) {
  const ordered = members.toSorted(
    (one, other) => rankOf(domainOf(one.ref.connectionId)) - rankOf(domainOf(other.ref.connectionId)),
  )
  const times = members.flatMap(({ updatedAt }) => updatedAt?.getTime() ?? [])
  return {
    displayName: ordered.find(({ name }) => name !== '')?.name ?? '',
    businessUnitKey: ordered.find(({ businessUnitKey }) => businessUnitKey !== undefined)?.businessUnitKey,
    status: ordered.find(({ status }) => status !== undefined)?.status,
    updatedAt: times.length > 0 ? new Date(Math.max(...times)) : undefined,
  }
}

const identitiesOf = ({ members }: Cluster): Identity[] => members.map(({ identity }) => identity)

const rankOf = (domain: SystemDomain | undefined): number =>
  domain === undefined ? SYSTEM_DOMAINS.length : SYSTEM_DOMAINS.indexOf(domain)

/** The losing ids stay as other names of the survivor, those that already pointed to them included. */
async function mergeInto(transaction: Queryable, survivor: string, merged: readonly string[]): Promise<void> {
  await transaction.query('update crosswalk.links set id = $1 where id = any($2)', [survivor, merged])
  await transaction.query(
    'update crosswalk.entities set merged_into = $1 where id = any($2) or merged_into = any($2)',
    [survivor, merged],
  )
}

async function setUrls(transaction: Queryable, links: readonly NewLink[]): Promise<void> {
  await transaction.query(
    `update crosswalk.links set url = found.url
     from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[])
       as found (type, connection_id, object_type, native_id, url)
     where (links.type, links.connection_id, links.object_type, links.native_id)
         = (found.type, found.connection_id, found.object_type, found.native_id)
       and links.url is distinct from found.url`,
    [links.map(({ type }) => type), ...columnsOf(links), links.map(({ url }) => url ?? null)],
  )
}

/** Where somebody else linked all of a cluster's records in the meantime, the id minted for it names nothing. */
async function dropUnlinked(transaction: Queryable, decided: readonly Decided[]): Promise<void> {
  const minted = decided.filter(({ cluster }) => cluster.ids.length === 0).map(({ id }) => id)
  await transaction.query(
    `delete from crosswalk.entities where id = any($1)
     and not exists (select from crosswalk.links where links.id = entities.id)`,
    [minted],
  )
}

/** The record that each cluster's most trusted record names as its parent, through that record's own link. */
async function setParents(
  transaction: Queryable,
  { domainOf }: MatchContext,
  clusters: readonly Cluster[],
): Promise<void> {
  const children = clusters.flatMap((cluster) => {
    const [child] = identitiesOf(cluster)
      .filter(({ parentNativeId }) => parentNativeId !== undefined)
      .sort((one, other) => rankOf(domainOf(one.ref.connectionId)) - rankOf(domainOf(other.ref.connectionId)))
    return child ? [child] : []
  })
  await transaction.query(
    `with named as (
       select child.id, parent.id as parent_id
       from unnest($1::text[], $2::text[], $3::text[], $4::text[]) as wanted (connection_id, object_type, native_id, parent_native_id)
       join crosswalk.links child using (connection_id, object_type, native_id)
       join crosswalk.links parent on parent.type = 'Customer' and parent.connection_id = wanted.connection_id
         and parent.object_type = wanted.object_type and parent.native_id = wanted.parent_native_id
       where child.type = 'Customer' and child.id <> parent.id
     )
     update crosswalk.entities set parent_id = found.parent_id
     from (select entities.id, named.parent_id from crosswalk.entities left join named using (id)
           where entities.type = 'Customer') as found
     where entities.id = found.id and entities.parent_id is distinct from found.parent_id`,
    [
      ...columnsOf(children.map(({ ref }) => ref)),
      children.map(({ parentNativeId }) => parentNativeId ?? null),
    ],
  )
}

/** A link is suspect exactly as long as its record has several candidates. */
async function setSuspects(
  transaction: Queryable,
  type: Identity['type'],
  ambiguities: readonly Ambiguity[],
): Promise<void> {
  const suspects = ambiguities.flatMap((ambiguity) => ambiguity.suspects)
  await transaction.query(
    `update crosswalk.links set state = case when wanted.native_id is null then 'ACTIVE' else 'SUSPECT' end
     from crosswalk.links as present
     left join (select distinct * from unnest($2::text[], $3::text[], $4::text[])
       as listed (connection_id, object_type, native_id)) as wanted using (connection_id, object_type, native_id)
     where links.type = $1 and present.type = $1
       and (links.connection_id, links.object_type, links.native_id)
         = (present.connection_id, present.object_type, present.native_id)
       and ((present.state = 'SUSPECT' and wanted.native_id is null)
         or (present.state = 'ACTIVE' and wanted.native_id is not null))`,
    [type, ...columnsOf(suspects)],
  )
}

async function recordAmbiguities(
  transaction: Queryable,
  { type, now }: MatchContext,
  ambiguities: readonly Ambiguity[],
): Promise<void> {
  const keyed = new Map(ambiguities.map((ambiguity) => [keyOf(type, ambiguity), ambiguity]))
  const open = [...keyed.values()]
  await transaction.query(
    `insert into crosswalk.ambiguities (type, first_seen_at, last_seen_at, key, rule, members, suspects)
     select $1, $2, $2, * from unnest($3::text[], $4::text[], $5::jsonb[], $6::jsonb[])
     on conflict (key) do update set last_seen_at = excluded.last_seen_at, resolved_at = null, suspects = excluded.suspects`,
    [
      type,
      now,
      [...keyed.keys()],
      open.map(({ rule }) => rule),
      open.map(({ members }) => JSON.stringify(members)),
      open.map(({ suspects }) => JSON.stringify(suspects)),
    ],
  )
  await transaction.query(
    `update crosswalk.ambiguities set resolved_at = $2
     where type = $1 and resolved_at is null and not key = any($3)`,
    [type, now, [...keyed.keys()]],
  )
}

function keyOf(type: Identity['type'], { rule, members }: Ambiguity): string {
  const named = members.map((ref: NativeRef) => refKey(ref)).sort()
  return createHash('sha256')
    .update([type, rule, ...named].join('\0'))
    .digest('hex')
}
