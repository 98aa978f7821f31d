import type { Page } from '../page.ts'

/** One customer's page of a list. */
export interface PageQuestion {
  ownerId: string
  first: number
  /** Native id of the last record seen. */
  after: string | undefined
  /** Undefined: every status. */
  statuses: readonly string[] | undefined
  /** Only what was due before this day, `YYYY-MM-DD`, and is still owed; undefined: due or not. */
  dueBefore: string | undefined
}

/** An answer out of a projection. */
export interface KeptAnswer<Value> {
  value: Value
  /** Until then, nothing that has changed is missing. */
  currentAt: Date
}

/**
 * The records of a list as Weft keeps them, instead of calls to systems that cannot answer for many at once. Undefined
 * stands for whatever the system has to be asked for: a list that is not complete up to `since` (milliseconds of the
 * clock), a customer of whom something was heard that is not in it yet, one with a record that cannot be read, a record or
 * a cursor that it does not know. Nothing here rejects: without the store, everything is undefined.
 */
export interface Projection<Item> {
  /** In the order of the questions, as the provider answers them. */
  findPages(
    connectionId: string,
    questions: readonly PageQuestion[],
    since: number,
  ): Promise<(KeptAnswer<Page<Item>> | undefined)[]>
  findRecords(
    connectionId: string,
    nativeIds: readonly string[],
    since: number,
  ): Promise<(KeptAnswer<Item> | undefined)[]>
}
