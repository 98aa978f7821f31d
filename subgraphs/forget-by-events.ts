import { type CacheTag, customerTag, type EntityCache, recordTag } from '#shared/cache/cache.ts'
import type { SystemDomain } from '#shared/connections/connection.ts'
import type { Crosswalk } from '#shared/crosswalk.ts'
import type { BusinessEvent, EventFeed } from '#shared/events/event.ts'
import type { EntityType } from '#shared/global-id.ts'
import type { Logger } from '#shared/telemetry/logger.ts'

export interface ForgetOptions {
  feed: EventFeed
  cache: Pick<EntityCache, 'invalidate'>
  crosswalk: Pick<Crosswalk, 'linksOf'>
  domainOf(connectionId: string): SystemDomain | undefined
  logger: Logger
}

/** Whose ids other systems' sides of a thing are asked for by: the ledger's invoice by billing's. */
const NAMED_BY: Partial<Record<EntityType, SystemDomain>> = {
  Invoice: 'BILLING',
  Payment: 'BILLING',
  Contract: 'CRM',
  Order: 'ERP',
}

/** Drops what this process remembers of every record that changes, wherever the change was heard of. */
export function forgetByEvents({ feed, cache, ...known }: ForgetOptions): () => void {
  return feed.listen((events) => {
    cache.invalidate(events.flatMap(tagsOf))
    foreignTagsOf(events, known).then(
      (tags) => cache.invalidate(tags),
      (error: unknown) =>
        known.logger.warn({ err: error }, 'what another system calls a record is not known'),
    )
  })
}

function tagsOf({ source, customerNativeId }: BusinessEvent): CacheTag[] {
  const record = recordTag(source)
  return customerNativeId === undefined
    ? [record]
    : [record, customerTag(source.connectionId, customerNativeId)]
}

/** "There is none" was said of another system's id, and a record that is new carries only its own. */
async function foreignTagsOf(
  events: readonly BusinessEvent[],
  { crosswalk, domainOf }: Pick<ForgetOptions, 'crosswalk' | 'domainOf'>,
): Promise<CacheTag[]> {
  const named = events.flatMap(({ source: { connectionId }, entityType, entityId }) => {
    const domain = entityType && NAMED_BY[entityType]
    return domain && entityId !== undefined && domain !== domainOf(connectionId)
      ? [{ connectionId, domain, entityId }]
      : []
  })
  const groups = [...Map.groupBy(named, ({ domain }) => domain)]
  const tags = await Promise.all(
    groups.map(async ([domain, group]) => {
      const links = await crosswalk.linksOf(
        group.map(({ entityId }) => entityId),
        domain,
      )
      return group.flatMap(({ connectionId }, index) =>
        (links[index] ?? []).map(({ nativeId }) => recordTag({ connectionId, nativeId })),
      )
    }),
  )
  return tags.flat()
}
