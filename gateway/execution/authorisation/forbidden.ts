import { WeftError } from '#shared/errors.ts'

/** What a client is told at a field: neither what it takes nor what is there. */
export const FORBIDDEN = new WeftError('FORBIDDEN', 'The caller may not see or do this.', {
  system: 'gateway',
})
