import DataLoader, { type BatchLoadFn } from 'dataloader'
import { WeftError } from '#shared/errors.ts'
import type { Answer, CrmProvider } from '../provider.ts'

export type Providers = ReadonlyMap<string, CrmProvider>

/** One record of one connection. */
export interface RecordKey {
  connectionId: string
  nativeId: string
}

/**
 * Loads keys of several connections, each connection's together. What fails, fails for its own keys: a CRM that is down
 * costs nothing of another one.
 */
export function batchByConnection<Key extends { connectionId: string }, Value>(
  providers: Providers,
  fetch: (provider: CrmProvider, keys: readonly Key[]) => Promise<Answer<Value>[]>,
): BatchLoadFn<Key, Value | undefined> {
  return async (keys) => {
    const answers = new Map<Key, Answer<Value> | Error>()
    const groups = Map.groupBy(keys, ({ connectionId }) => connectionId)
    await Promise.all(
      [...groups].map(async ([connectionId, members]) => {
        const found = await fetchOf(providers.get(connectionId), connectionId, members, fetch)
        for (const [index, key] of members.entries())
          answers.set(key, found instanceof Error ? found : found[index])
      }),
    )
    return keys.map((key) => answers.get(key))
  }
}

async function fetchOf<Key, Value>(
  provider: CrmProvider | undefined,
  connectionId: string,
  keys: readonly Key[],
  fetch: (provider: CrmProvider, keys: readonly Key[]) => Promise<Answer<Value>[]>,
): Promise<Answer<Value>[] | Error> {
  if (!provider)
    return new WeftError('NOT_CONFIGURED', 'the connection of this record is not configured', {
      system: connectionId,
    })
  try {
    return await fetch(provider, keys)
  } catch (error) {
    // The data loader hands it to each key that waits.
    return error instanceof Error ? error : new Error(String(error))
  }
}

/** Loads records, or what hangs on them, by native id. */
export function createRecordLoader<Value>(
  providers: Providers,
  fetch: (provider: CrmProvider, nativeIds: readonly string[]) => Promise<Answer<Value>[]>,
): DataLoader<RecordKey, Value | undefined, string> {
  return new DataLoader(
    batchByConnection(providers, (provider, keys) =>
      fetch(
        provider,
        keys.map(({ nativeId }) => nativeId),
      ),
    ),
    { cacheKeyFn: cacheKeyOf },
  )
}

export function cacheKeyOf({ connectionId, nativeId }: RecordKey): string {
  return `${connectionId}\n${nativeId}`
}
