import type { CaseFacts } from '#shared/events/facts.ts'
import type { VendorCase } from '../../events/table-vendor.ts'

/** Changes that are true at the same time, and what is delivered while they are. */
export interface Window {
  changes: VendorCase[]
  /** Hints of these changes and late ones of others: ids of events and what they are about, in the order of delivery. */
  deliveries: { id: string; nativeId: string }[]
}

export interface HistoryOptions {
  events: number
  records: number
  /** Below `below`. */
  random(below: number): number
}

const WINDOW = 1_000
const MOST_DELIVERIES = 3
/** A late hint comes so many windows after its change, at most. */
const LATEST = 3

/** Before anything happens. */
export function createRecords(records: number): VendorCase[] {
  return Array.from({ length: records }, (_, record) => ({
    nativeId: `case-${record}`,
    version: 0,
    facts: factsOf(0),
  }))
}

/** Opened before anybody looked. */
const OPENED_AT = '2020-01-01T00:00:00.000Z'

/** Escalated and resolved in turn, so that every change is an event that somebody waits for. */
function factsOf(version: number): CaseFacts {
  const isResolved = version > 0 && version % 2 === 0
  const now = new Date().toISOString()
  return {
    status: isResolved ? 'RESOLVED' : 'IN_PROGRESS',
    severity: version % 2 === 0 ? 'SEV3' : 'SEV1',
    escalated: false,
    openedAt: OPENED_AT,
    escalatedAt: null,
    resolvedAt: isResolved ? now : null,
  }
}

function shuffle<Item>(items: Item[], random: HistoryOptions['random']): Item[] {
  for (let end = items.length - 1; end > 0; end -= 1) {
    const other = random(end + 1)
    const [one, two] = [items[end] as Item, items[other] as Item]
    items[end] = two
    items[other] = one
  }
  return items
}

/**
 * A history of so many changes. Each is told one to three times, in any order within its window; of one in ten all hints come
 * late, and its record rests until then: so every change must be seen, exactly once.
 */
export function* createHistory({ events, records, random }: HistoryOptions): Generator<Window> {
  const versions = new Uint32Array(records)
  const restsUntil = new Uint32Array(records)
  const late = new Map<number, Window['deliveries']>()
  let told = 0
  for (let window = 1; told < events || late.size > 0; window += 1) {
    const rested = [...restsUntil.keys()].filter((record) => (restsUntil[record] ?? 0) < window)
    const chosen = shuffle(rested, random).slice(0, Math.min(WINDOW, events - told))
    told += chosen.length
    const deliveries = late.get(window) ?? []
    late.delete(window)
    const changes = chosen.map((record) => {
      const version = (versions[record] ?? 0) + 1
      versions[record] = version
      const nativeId = `case-${record}`
      const hints = Array.from({ length: 1 + random(MOST_DELIVERIES) }, () => ({
        id: `${nativeId}:${version}`,
        nativeId,
      }))
      if (random(10) > 0) deliveries.push(...hints)
      else {
        const at = window + 1 + random(LATEST)
        late.set(at, [...(late.get(at) ?? []), ...hints])
        restsUntil[record] = at
      }
      return { nativeId, version, facts: factsOf(version) }
    })
    yield { changes, deliveries: shuffle(deliveries, random) }
  }
}
