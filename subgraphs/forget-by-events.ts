import { type CacheTag, customerTag, type EntityCache, recordTag } from '#shared/cache/cache.ts'
import type { BusinessEvent, EventFeed } from '#shared/events/event.ts'

/** Drops what this process remembers of every record that changes, wherever the change was heard of. */
export function forgetByEvents(feed: EventFeed, cache: Pick<EntityCache, 'invalidate'>): () => void {
  return feed.listen((events) => cache.invalidate(events.flatMap(tagsOf)))
}

function tagsOf({ source, customerNativeId }: BusinessEvent): CacheTag[] {
  const record = recordTag(source)
  return customerNativeId === undefined ? [record] : [record, customerTag(source.connectionId, customerNativeId)]
}
