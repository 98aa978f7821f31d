import DataLoader from 'dataloader'
import type { NativeRef } from '#shared/crosswalk.ts'
import { isWeftError, WeftError } from '#shared/errors.ts'
import type { Answer, BillingProvider } from './provider.ts'

export type Load<Key, Value> = Pick<DataLoader<Key, Value, string>, 'load' | 'prime'>
/** A connection's record: what links and refs have in common. */
export type RecordKey = Pick<NativeRef, 'connectionId' | 'nativeId'>

export const recordKey = ({ connectionId, nativeId }: RecordKey): string => `${connectionId}\n${nativeId}`

export interface LoaderFactories {
  /** A loader that asks each connection for its own keys; a connection that fails, fails its own keys only. */
  loader<Key extends { connectionId: string }, Value>(
    cacheKeyFn: (key: Key) => string,
    ask: (provider: BillingProvider, keys: readonly Key[]) => Promise<Answer<Value>[]>,
    seen?: (value: Value) => void,
  ): DataLoader<Key, Value, string>
  /** The same for what is named by a native id alone. */
  byRef<Value>(
    ask: (provider: BillingProvider, nativeIds: readonly string[]) => Promise<Answer<Value>[]>,
    seen?: (value: Value) => void,
  ): DataLoader<RecordKey, Value, string>
}

export function createLoaderFactories(providers: readonly BillingProvider[]): LoaderFactories {
  const providerOf = new Map(providers.map((provider) => [provider.connection.id, provider]))
  const loader: LoaderFactories['loader'] = (cacheKeyFn, ask, seen = () => {}) =>
    new DataLoader(
      async (keys) => {
        const groups = [...Map.groupBy(keys, ({ connectionId }) => connectionId)]
        const answered = await Promise.all(
          groups.map(async ([connectionId, group]) => {
            const answers = await askOne(providerOf, connectionId, (provider) => ask(provider, group))
            return group.map((key, index) => [key, isWeftError(answers) ? answers : answers[index]] as const)
          }),
        )
        const answerOf = new Map(answered.flat())
        for (const answer of answerOf.values()) if (answer !== undefined && !isWeftError(answer)) seen(answer)
        // A missing record is a value: the loader's type cannot say so without saying it of lists as well.
        return keys.map((key) => answerOf.get(key) as never)
      },
      { cacheKeyFn },
    )
  return {
    loader,
    byRef: (ask, seen) =>
      loader(
        recordKey,
        (provider, refs: readonly RecordKey[]) =>
          ask(
            provider,
            refs.map(({ nativeId }) => nativeId),
          ),
        seen,
      ),
  }
}

async function askOne<Value>(
  providerOf: ReadonlyMap<string, BillingProvider>,
  connectionId: string,
  ask: (provider: BillingProvider) => Promise<Answer<Value>[]>,
): Promise<Answer<Value>[] | WeftError> {
  const provider = providerOf.get(connectionId)
  if (!provider) {
    return new WeftError('NOT_CONFIGURED', 'a record is linked to a connection that is not configured', {
      system: connectionId,
    })
  }
  try {
    return await ask(provider)
  } catch (error) {
    if (isWeftError(error)) return error
    throw error
  }
}
