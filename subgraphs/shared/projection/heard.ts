import type { BusinessEvent } from '../events/event.ts'

/** What the log has told of a list's records and is not known to be in the projection yet. */
export interface Heard {
  note(event: Pick<BusinessEvent, 'source' | 'customerNativeId' | 'sequence'>): void
  /** The last event about a customer's records; 0 for none. */
  lastOf(ownerId: string): number
  /** Records to read again, and the event up to which they are all. */
  open(): { nativeIds: string[]; through: number; isOverflown: boolean }
  /** Everything up to this event is in the projection. */
  settle(through: number): void
}

/** Above this many, it is only known that something was heard of anybody. */
const MANY = 10_000

export function createHeard(): Heard {
  const records = new Map<string, number>()
  const owners = new Map<string, number>()
  /** The last event whose customer, or record, is not known. */
  let ofAnybody = 0
  let overflownAt = 0
  let last = 0
  return {
    note({ source, customerNativeId, sequence }) {
      last = sequence
      records.set(source.nativeId, sequence)
      if (customerNativeId === undefined) ofAnybody = sequence
      else owners.set(customerNativeId, sequence)
      if (records.size <= MANY) return
      records.clear()
      owners.clear()
      ofAnybody = sequence
      overflownAt = sequence
    },
    lastOf: (ownerId) => Math.max(owners.get(ownerId) ?? 0, ofAnybody),
    open: () => ({ nativeIds: [...records.keys()], through: last, isOverflown: overflownAt > 0 }),
    settle(through) {
      for (const known of [records, owners])
        for (const [name, sequence] of known) if (sequence <= through) known.delete(name)
      if (ofAnybody <= through) ofAnybody = 0
      if (overflownAt <= through) overflownAt = 0
    },
  }
}
