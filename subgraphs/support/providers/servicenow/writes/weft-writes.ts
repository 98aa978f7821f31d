import { WeftError } from '#shared/errors.ts'
import type { Created } from './create-once.ts'
import type { Writing } from './writing.ts'

/**
 * Refuses to call a write done whose row an earlier attempt made and the instance has not acted on: it may be about to, or have
 * died in between. TIMEOUT, so that it is asked for again, and shown to a person if it stays so. Of a row that was made just now
 * the instance's rule has run before the answer.
 */
export function assertApplied({ connection }: Writing, { row, effect }: Created<'key' | 'applied'>): void {
  if (effect === 'CREATED' || row.applied === 'true') return
  throw new WeftError('TIMEOUT', 'the instance has taken the change and not carried it out yet', {
    system: connection.id,
  })
}
