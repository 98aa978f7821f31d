import DataLoader from 'dataloader'
import { type Answer, settle } from '../answer.ts'
import type { Connection } from '../connections/connection.ts'
import type { NativeRef } from '../crosswalk.ts'
import { isWeftError, WeftError } from '../errors.ts'
import { isUnreadable, type Listed } from '../listed.ts'
import type { Page } from '../page.ts'
import type { CanonicalRecord } from '../provenance.ts'

/** Undefined: the system has none. */
export type Loader<Key, Value> = Pick<DataLoader<Key, Value | undefined, string>, 'load' | 'prime'>

/** A record of a connection: what links, refs and sources have in common. */
export type RecordKey = Pick<NativeRef, 'connectionId' | 'nativeId'>

/** A request to one connection. */
export type At<Request> = Request & { connectionId: string }

export const recordKey = ({ connectionId, nativeId }: RecordKey): string => `${connectionId}\n${nativeId}`

/**
 * Loaders for one operation. Each thing is asked for once, and what is asked for in one turn of the event loop is asked
 * for together: a call to each connection's provider for its own keys. A connection that fails, fails its own keys
 * only. `seen` is told every value that was read.
 */
export interface LoaderFactories<Provider> {
  /** For what is named by a native id. */
  byNativeId<Value>(
    ask: (provider: Provider, nativeIds: readonly string[]) => Promise<Answer<Value>[]>,
    seen?: (value: Value) => void,
  ): Loader<RecordKey, Value>
  /** For what takes more words: a page of a list. */
  byRequest<Request extends object, Value>(
    ask: (provider: Provider, requests: readonly At<Request>[]) => Promise<Answer<Value>[]>,
    seen?: (value: Value) => void,
  ): Loader<At<Request>, Value>
}

export function createLoaderFactories<Provider extends { readonly connection: Connection }>(
  providers: readonly Provider[],
): LoaderFactories<Provider> {
  const providerOf = new Map(providers.map((provider) => [provider.connection.id, provider]))
  return {
    byNativeId: (ask, seen) =>
      createLoader(
        providerOf,
        (provider, keys: readonly RecordKey[]) =>
          ask(
            provider,
            keys.map(({ nativeId }) => nativeId),
          ),
        { cacheKeyFn: recordKey, seen },
      ),
    byRequest: (ask, seen) => createLoader(providerOf, ask, { cacheKeyFn: JSON.stringify, seen }),
  }
}

function createLoader<Provider, Key extends { connectionId: string }, Value>(
  providerOf: ReadonlyMap<string, Provider>,
  ask: (provider: Provider, keys: readonly Key[]) => Promise<Answer<Value>[]>,
  { cacheKeyFn, seen }: { cacheKeyFn: (key: Key) => string; seen: ((value: Value) => void) | undefined },
): Loader<Key, Value> {
  const askConnection = async (
    connectionId: string,
    keys: readonly Key[],
  ): Promise<[Key, Answer<Value>][]> => {
    const provider = providerOf.get(connectionId)
    const answers = provider ? await settle(ask(provider, keys)) : notConfigured(connectionId)
    return keys.map((key, index) => [key, isWeftError(answers) ? answers : answers[index]])
  }
  return new DataLoader<Key, Value | undefined, string>(
    async (keys) => {
      const groups = Map.groupBy(keys, ({ connectionId }) => connectionId)
      const answered = await Promise.all([...groups].map((group) => askConnection(...group)))
      const answerOf = new Map(answered.flat())
      for (const answer of answerOf.values()) if (answer !== undefined && !isWeftError(answer)) seen?.(answer)
      return keys.map((key) => answerOf.get(key))
    },
    { cacheKeyFn },
  )
}

function notConfigured(system: string): WeftError {
  return new WeftError('NOT_CONFIGURED', 'a record is linked to a connection that is not configured', {
    system,
  })
}

/** What a list brought is not asked for again by its id: to be told of each page that was read. */
export function keepIn<Item extends CanonicalRecord>(
  loader: Pick<Loader<RecordKey, Item>, 'prime'>,
): (page: Pick<Page<Listed<Item>>, 'items'>) => void {
  return ({ items }) => {
    for (const item of items) loader.prime(item.source, isUnreadable(item) ? item.failure : item)
  }
}

/** Keys for ids that another system gave: any of the domain's connections may hold a record that names one. */
export function keysInEach(
  connectionIds: readonly string[],
  named: readonly { nativeId: string }[],
): RecordKey[] {
  return connectionIds.flatMap((connectionId) => named.map(({ nativeId }) => ({ connectionId, nativeId })))
}

/** From whichever connection has it, for ids that another system gave. Fails only if none has it and one failed. */
export async function loadFromAny<Value>(
  loader: Loader<RecordKey, Value>,
  keys: readonly RecordKey[],
): Promise<Value | undefined> {
  const settled = await Promise.allSettled(keys.map((key) => loader.load(key)))
  for (const result of settled) {
    if (result.status === 'fulfilled' && result.value !== undefined) return result.value
  }
  const failed = settled.find((result) => result.status === 'rejected')
  if (failed) throw failed.reason
  return undefined
}
