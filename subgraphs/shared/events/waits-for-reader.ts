/**
 * Marks a source of events that keeps no event for its reader and loses none: what is not asked for yet stands where the
 * source reads from. Nobody needs to read ahead of such a reader, however slow it is.
 */
export const WAITS_FOR_READER: unique symbol = Symbol('the source waits for its reader')

export const waitsForReader = (source: object): boolean => WAITS_FOR_READER in source

/** Opens a source of what comes after an event, for a reader of its own; it ends with the signal. */
export type ReadOnAfter = (event: unknown, signal: AbortSignal) => AsyncIterable<unknown>

/**
 * Marks a source that tells what happens from now on, the same to everybody who may see the same and asks the same: many may
 * read it as one. Who falls behind the others reads on by itself.
 */
export const TELLS_ALL_ALIKE: unique symbol = Symbol('the source tells all alike')

/** How a reader of its own goes on; undefined for a source that is its one reader's. */
export function readOnAfterOf(source: object): ReadOnAfter | undefined {
  return TELLS_ALL_ALIKE in source ? (source[TELLS_ALL_ALIKE] as ReadOnAfter) : undefined
}
