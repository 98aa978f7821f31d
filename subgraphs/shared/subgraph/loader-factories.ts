import DataLoader from 'dataloader'
import type { Answer } from '../answer.ts'
import { type CacheTag, customerTag, type EntityCache, type Freshness, recordTag } from '../cache/cache.ts'
import type { Connection } from '../connections/connection.ts'
import type { NativeRef } from '../crosswalk.ts'
import { isWeftError, WeftError } from '../errors.ts'
import { isUnreadable, type Listed } from '../listed.ts'
import type { Page } from '../page.ts'
import type { KeptAnswer } from '../projection/projection.ts'
import type { CanonicalRecord } from '../provenance.ts'
import type { RequestContext } from './context.ts'

/** Undefined: the system has none. */
export interface Loader<Key, Value> {
  load(key: Key): Promise<Value | undefined>
  /** What is known without asking, or why it cannot be; what was asked for before stays. */
  prime(key: Key, value: Value | Error): void
}

/** A record of a connection: what links, refs and sources have in common. */
export type RecordKey = Pick<NativeRef, 'connectionId' | 'nativeId'>

/** A request to one connection. */
export type At<Request> = Request & { connectionId: string }

export const recordKey = ({ connectionId, nativeId }: RecordKey): string => `${connectionId}\n${nativeId}`

/** What is told of the answers to one need. */
export interface NeedOptions<Key, Value> {
  /** Is told every value, however it was come by. */
  seen?: (value: Value) => void
  /** What an answer hangs on beside the records in it. */
  tagsOf?: (key: Key) => readonly CacheTag[]
  /** Answers keys of a connection without its system, in their order; undefined for those that it has to be asked for. */
  findKept?: FindKept<Key, Value> | undefined
}

/** `since`, in milliseconds of the clock: what is out of date since earlier is no answer. */
export type FindKept<Key, Value> = (
  connectionId: string,
  keys: readonly Key[],
  since: number,
) => Promise<readonly (KeptAnswer<Value> | undefined)[]>

/** The same for a request, which has more words. */
export interface RequestOptions<Request, Value> extends NeedOptions<At<Request>, Value> {
  tagsOf: (request: At<Request>) => readonly CacheTag[]
  /** The words that decide the answer, where that is not all of them. */
  wordsOf?: (request: At<Request>) => object
}

/**
 * Loaders for one operation. Each thing is asked for once: of the cache, which answers at once what it has, and then of
 * the systems. What is asked for in one turn of the event loop is asked for together: a call to each connection's
 * provider for its own keys. A connection that fails, fails its own keys only. `need` names what is asked for, unlike
 * every other need of the domain.
 */
export interface LoaderFactories<Provider> {
  /** The connections that serve the domain. */
  connectionIds: readonly string[]
  /** For what is named by a native id. Answers hang on the record of that id, unless `tagsOf` says otherwise. */
  byNativeId<Value>(
    need: string,
    ask: (provider: Provider, nativeIds: readonly string[]) => Promise<Answer<Value>[]>,
    options?: NeedOptions<RecordKey, Value>,
  ): Loader<RecordKey, Value>
  /** For what takes more words: a page of a list. */
  byRequest<Request extends object, Value>(
    need: string,
    ask: (provider: Provider, requests: readonly At<Request>[]) => Promise<Answer<Value>[]>,
    options: RequestOptions<Request, Value>,
  ): Loader<At<Request>, Value>
}

/** What loaders of one operation have in common. */
interface Surroundings<Provider> {
  providerOf: ReadonlyMap<string, Provider>
  cache: EntityCache
  freshness: Freshness
  request: RequestContext
}

export function createLoaderFactories<Provider extends { readonly connection: Connection }>(
  providers: readonly Provider[],
  { request, cache }: { request: RequestContext; cache: EntityCache },
): LoaderFactories<Provider> {
  const providerOf = new Map(providers.map((provider) => [provider.connection.id, provider]))
  const surroundings = { providerOf, cache, request, freshness: cache.freshnessOf(request) }
  return {
    connectionIds: [...providerOf.keys()],
    byNativeId: (need, ask, { seen, findKept, tagsOf = ofRecord } = {}) =>
      createLoader(surroundings, {
        ask: (provider, keys) =>
          ask(
            provider,
            keys.map(({ nativeId }) => nativeId),
          ),
        keyOf: ({ connectionId, nativeId }) => `${need}\n${connectionId}\n${nativeId}`,
        tagsOf,
        seen,
        findKept,
      }),
    byRequest: (need, ask, { seen, findKept, tagsOf, wordsOf = (request) => request }) =>
      createLoader(surroundings, {
        ask,
        keyOf: (request) => `${need}\n${JSON.stringify(wordsOf(request))}`,
        tagsOf,
        seen,
        findKept,
      }),
  }
}

interface Need<Provider, Key, Value> {
  ask(provider: Provider, keys: readonly Key[]): Promise<Answer<Value>[]>
  /** Names the need, the connection and what is asked for. */
  keyOf(key: Key): string
  tagsOf(key: Key): readonly CacheTag[]
  seen: ((value: Value) => void) | undefined
  findKept: FindKept<Key, Value> | undefined
}

function createLoader<Provider, Key extends { connectionId: string }, Value>(
  surroundings: Surroundings<Provider>,
  need: Need<Provider, Key, Value>,
): Loader<Key, Value> {
  const { cache, freshness } = surroundings
  const known = new Map<string, Promise<Value | undefined>>()
  const remember = (key: string, value: Promise<Value | undefined>): Promise<Value | undefined> => {
    known.set(key, value)
    return value
  }
  let batches: DataLoader<Key, Value | undefined, string> | undefined
  return {
    load(key) {
      const cacheKey = need.keyOf(key)
      const earlier = known.get(cacheKey)
      if (earlier) return earlier
      const found = cache.find(cacheKey, freshness)
      if (!found) {
        batches ??= createBatches(surroundings, need)
        return remember(cacheKey, batches.load(key))
      }
      const value = found.value as Value | undefined
      if (value !== undefined) need.seen?.(value)
      return remember(cacheKey, Promise.resolve(value))
    },
    prime(key, value) {
      const cacheKey = need.keyOf(key)
      if (!known.has(cacheKey)) remember(cacheKey, settled(value))
    },
  }
}

function settled<Value>(value: Value | Error): Promise<Value> {
  if (!(value instanceof Error)) return Promise.resolve(value)
  const failed = Promise.reject<Value>(value)
  // It is nobody's fault until somebody asks for it.
  failed.catch(() => {})
  return failed
}

function createBatches<Provider, Key extends { connectionId: string }, Value>(
  surroundings: Surroundings<Provider>,
  need: Need<Provider, Key, Value>,
): DataLoader<Key, Value | undefined, string> {
  const { providerOf, cache, freshness, request } = surroundings
  const { ask, keyOf, tagsOf, seen } = need
  const readFrom = async (connectionId: string, asked: readonly Key[]): Promise<[Key, Answer<Value>][]> => {
    const provider = providerOf.get(connectionId)
    if (!provider) return asked.map((key) => [key, notConfigured(connectionId)])
    const kept = await readKept(surroundings, need, connectionId, asked)
    const keys = asked.filter((key) => !kept.has(key))
    if (keys.length === 0) return [...kept]
    const answers = await cache.read<Value>({
      connectionId,
      questions: keys.map((key) => ({ key: keyOf(key), tags: tagsOf(key) })),
      freshness,
      call: request,
      ask: (places) =>
        ask(
          provider,
          places.map((place) => keys[place] as Key),
        ),
    })
    return [...kept, ...keys.map((key, place): [Key, Answer<Value>] => [key, answers[place]])]
  }
  return new DataLoader<Key, Value | undefined, string>(
    async (keys) => {
      const groups = Map.groupBy(keys, ({ connectionId }) => connectionId)
      const answered = await Promise.all([...groups].map((group) => readFrom(...group)))
      const answerOf = new Map(answered.flat())
      for (const answer of answerOf.values()) if (answer !== undefined && !isWeftError(answer)) seen?.(answer)
      return keys.map((key) => answerOf.get(key))
    },
    { cache: false },
  )
}

/** What is kept of the keys, where the operation takes anything that was not read for it; remembered as old as it is. */
async function readKept<Provider, Key extends { connectionId: string }, Value>(
  { cache, freshness, request }: Surroundings<Provider>,
  { findKept, keyOf, tagsOf }: Need<Provider, Key, Value>,
  connectionId: string,
  keys: readonly Key[],
): Promise<Map<Key, Value>> {
  const { usableSince } = freshness
  const found = new Map<Key, Value>()
  if (!findKept || usableSince >= request.receivedAt.getTime()) return found
  using keeping = cache.beginKeeping()
  const answers = await findKept(connectionId, keys, usableSince)
  for (const [index, key] of keys.entries()) {
    const kept = answers[index]
    if (!kept) continue
    const question = { key: keyOf(key), tags: tagsOf(key) }
    keeping.keep({ connectionId, question, answer: kept.value, readAt: kept.currentAt.getTime() })
    found.set(key, kept.value)
  }
  return found
}

function notConfigured(system: string): WeftError {
  return new WeftError('NOT_CONFIGURED', 'a record is linked to a connection that is not configured', {
    system,
  })
}

const ofRecord = (key: RecordKey): readonly CacheTag[] => [recordTag(key)]

/** For what is asked by a customer's native id: it hangs on the customer. */
export const ofCustomer = ({ connectionId, nativeId }: RecordKey): readonly CacheTag[] => [
  customerTag(connectionId, nativeId),
]

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
