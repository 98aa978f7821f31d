import { createHmac, timingSafeEqual } from 'node:crypto'
import { WeftError } from '../errors.ts'
import type { WebhookRequest } from './changes.ts'

/** A header that came once; undefined where it is missing or came several times. */
export function onlyHeader({ headers }: WebhookRequest, name: string): string | undefined {
  const value = headers[name]
  return typeof value === 'string' ? value : undefined
}

/** Whether the HMAC-SHA256 of `signed`, in base64, is among those given; the time it takes says nothing. */
export function isSigned(
  secret: string,
  signed: readonly (string | Buffer)[],
  given: readonly string[],
): boolean {
  const hmac = createHmac('sha256', secret)
  for (const part of signed) hmac.update(part)
  const expected = hmac.digest()
  return given.some((signature) => {
    const bytes = Buffer.from(signature, 'base64')
    return bytes.length === expected.length && timingSafeEqual(bytes, expected)
  })
}

/** Refuses what was signed too long ago, or too far in the future of our clock. */
export function assertRecent(signedAt: Date, { receivedAt }: WebhookRequest, toleranceMs: number): void {
  const apart = Math.abs(receivedAt.getTime() - signedAt.getTime())
  // Not `>`: a time that is none must be refused, too.
  if (!(apart <= toleranceMs)) throw stale()
}

/** One text for every reason: whoever guesses learns nothing. */
export function unverified(reason: string): WeftError {
  return new WeftError('WEBHOOK_UNVERIFIED', 'The request is not signed by its vendor.', {}, reason)
}

const stale = (): WeftError =>
  new WeftError('WEBHOOK_STALE', 'The request was signed outside of the replay window.')
