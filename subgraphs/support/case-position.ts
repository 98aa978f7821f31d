import { WeftError } from '#shared/errors.ts'
import type { CasePosition } from './provider.ts'

/** A place in the order of cases as text, for a cursor: `2026-11-24T09:00:00.000Z/<native id>`. */
export function encodePosition({ openedAt, nativeId }: CasePosition): string {
  return `${openedAt.toISOString()}/${nativeId}`
}

export function decodePosition(text: string): CasePosition {
  const [time = '', nativeId = ''] = text.split('/', 2)
  const openedAt = new Date(time)
  if (Number.isNaN(openedAt.getTime()) || nativeId === '')
    throw new WeftError('INVALID_CURSOR', 'the cursor names no place among cases')
  return { openedAt, nativeId }
}
