/**
 * Marks a source of events that keeps no event for its reader and loses none: what is not asked for yet stands where the
 * source reads from. Nobody needs to read ahead of such a reader, however slow it is.
 */
export const WAITS_FOR_READER: unique symbol = Symbol('the source waits for its reader')

export const waitsForReader = (source: object): boolean => WAITS_FOR_READER in source
