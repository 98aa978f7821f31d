import { noteOwnWrite } from '#events/apply/own-writes.ts'
import { customerTag, type EntityCache, recordTag } from '#shared/cache/cache.ts'
import type { CustomerDesk } from '#shared/events/customers.ts'
import { openIdempotencyKeys } from '#shared/idempotency/open-keys.ts'
import type { Store } from '#shared/store/store.ts'
import type { OwnWrite, WriteDesk } from '#shared/subgraph/write-desk.ts'
import type { Logger } from '#shared/telemetry/logger.ts'

export interface WriteDeskOptions {
  store: Store
  cache: Pick<EntityCache, 'invalidate'>
  customers: Pick<CustomerDesk, 'placesOf'>
  logger: Logger
}

/** What every domain's mutations write with: keys and own writes in the store, and the cache of this process. */
export async function openWriteDesk({
  store,
  cache,
  customers,
  logger,
}: WriteDeskOptions): Promise<WriteDesk> {
  const keys = await openIdempotencyKeys({ store, logger })
  return {
    keys,
    placesOf: (customerIds) => customers.placesOf(customerIds),
    async noteOwnWrite(write) {
      cache.invalidate(tagsOf(write))
      const { written, correlationId, causationId } = write
      const { ref, version, replaced } = written
      if (version === undefined) return
      const noted = { ref, version, replaced, correlationId, causationId }
      await noteOwnWrite(store, noted).catch((error: unknown) =>
        logger.warn(
          { err: error, correlationId },
          'a write of ours will be told as if it were somebody else’s',
        ),
      )
    },
  }
}

function tagsOf({ written: { ref }, customerNativeId }: OwnWrite) {
  const record = recordTag(ref)
  return customerNativeId === undefined ? [record] : [record, customerTag(ref.connectionId, customerNativeId)]
}
