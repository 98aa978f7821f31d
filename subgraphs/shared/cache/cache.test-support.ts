import type { Answer } from '../answer.ts'
import type { Clock } from '../clock.ts'
import type { EntityCache, Freshness, Question } from './cache.ts'
import { recordTag } from './cache.ts'

/** A clock that stands until it is moved. */
export function createTestClock(): Clock & { pass(seconds: number): void } {
  let now = Date.UTC(2026, 10, 25)
  return {
    now: () => new Date(now),
    pass(seconds) {
      now += seconds * 1_000
    },
  }
}

/** A record as providers answer it, as far as the cache looks. */
export const record = (nativeId: string, more: object = {}): object => ({
  source: { connectionId: 'crm', objectType: 'Account', nativeId },
  fieldSources: { name: 'Account.Name' },
  ...more,
})

export const question = (nativeId: string): Question => ({
  key: `customer\ncrm\n${nativeId}`,
  tags: [recordTag({ connectionId: 'crm', nativeId })],
})

/** Reads by native ids from a system that notes what it was asked. */
export function createReader(
  cache: EntityCache,
  clock: Clock,
  answer: (nativeId: string) => Answer<unknown> | Promise<Answer<unknown>> = record,
) {
  const asked: string[][] = []
  const read = async (
    ids: readonly string[],
    {
      maxAgeSeconds,
      signal = new AbortController().signal,
    }: { maxAgeSeconds?: number; signal?: AbortSignal } = {},
  ): Promise<Answer<unknown>[]> => {
    const freshness: Freshness = cache.freshnessOf({ receivedAt: clock.now(), maxAgeSeconds })
    return cache.read<unknown>({
      connectionId: 'crm',
      questions: ids.map(question),
      freshness,
      call: { correlationId: 'test', signal },
      async ask(places) {
        const wanted = places.map((place) => ids[place] ?? '')
        asked.push(wanted)
        return Promise.all(wanted.map(answer))
      },
    })
  }
  return { read, asked }
}
