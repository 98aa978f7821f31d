import type { IncomingMessage } from 'node:http'
import { pipeline, type Transform } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'
import { isWeftError } from '#shared/errors.ts'
import { HttpRefusal } from '../http/http-refusal.ts'
import { readBody } from '../http/read-body.ts'
import { readLimitedBody } from '../limits/body-size.ts'

const DECODERS: Readonly<Record<string, () => Transform>> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
}

/**
 * The bytes of a request's body, unpacked. What is packed is counted as it comes and as it is unpacked, so that little
 * cannot become much. Throws LIMIT_EXCEEDED, or an HttpRefusal for an encoding that nobody has or that is broken.
 */
export async function readRawBody(incoming: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const encoding = (incoming.headers['content-encoding'] ?? 'identity').trim().toLowerCase()
  const packed = await readBody(incoming, maxBytes)
  if (encoding === 'identity') return packed
  const createDecoder = Object.hasOwn(DECODERS, encoding) ? DECODERS[encoding] : undefined
  if (!createDecoder)
    throw new HttpRefusal(415, 'BAD_REQUEST', 'Content-Encoding must be gzip, deflate, br or none.')
  return unpack(packed, createDecoder(), maxBytes)
}

async function unpack(packed: Buffer, decoder: Transform, maxBytes: number): Promise<Buffer> {
  // Errors arrive where the decoder is read.
  pipeline([packed], decoder, () => {})
  try {
    return await readLimitedBody(decoder, maxBytes)
  } catch (error) {
    if (isWeftError(error)) throw error
    throw new HttpRefusal(400, 'BAD_REQUEST', 'The body is not packed as Content-Encoding says.')
  } finally {
    decoder.destroy()
  }
}
