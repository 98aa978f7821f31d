import { assertWithin, limitExceeded } from './exceeded.ts'

/**
 * Reads a request's body and stops as soon as it is longer than it may be: by what `content-length` says before the
 * first byte is read, by what has come after that. Throws LIMIT_EXCEEDED.
 */
export async function readLimitedBody(
  chunks: AsyncIterable<Uint8Array>,
  maxBytes: number,
  contentLength?: string,
): Promise<Buffer> {
  assertWithin('bodyBytes', maxBytes, Number(contentLength ?? 0))
  const read: Uint8Array[] = []
  let size = 0
  for await (const chunk of chunks) {
    size += chunk.byteLength
    if (size > maxBytes) throw limitExceeded('bodyBytes', maxBytes, size)
    read.push(chunk)
  }
  return Buffer.concat(read, size)
}
