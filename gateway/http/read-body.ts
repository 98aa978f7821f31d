import type { IncomingMessage } from 'node:http'
import { isWeftError } from '#shared/errors.ts'
import { readLimitedBody } from '../limits/body-size.ts'
import { HttpRefusal } from './http-refusal.ts'

/**
 * The bytes of a request's body. Throws LIMIT_EXCEEDED where they are too many, an HttpRefusal where its client has gone
 * before the end: that is nothing for the log of faults.
 */
export async function readBody(incoming: IncomingMessage, maxBytes: number): Promise<Buffer> {
  try {
    return await readLimitedBody(incoming, maxBytes, incoming.headers['content-length'])
  } catch (error) {
    if (isWeftError(error)) throw error
    throw new HttpRefusal(400, 'BAD_REQUEST', 'The request ended before its body did.')
  }
}
