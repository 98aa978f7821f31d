import { Readable } from 'node:stream'
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
  if (!(chunks instanceof Readable)) return collectChunks(chunks, maxBytes)
  return chunks.readableLength === Number(contentLength) ? takeWhole(chunks) : collectStream(chunks, maxBytes)
}

/** A short body has come with its headers by the time that its caller is known: then nobody needs to listen for it. */
function takeWhole(stream: Readable): Buffer {
  const body = stream.read() as Buffer | null
  stream.resume()
  return body ?? Buffer.alloc(0)
}

async function collectChunks(chunks: AsyncIterable<Uint8Array>, maxBytes: number): Promise<Buffer> {
  const body = createBody(maxBytes)
  for await (const chunk of chunks) body.add(chunk)
  return body.whole()
}

/** The same by events: most bodies are one chunk, and iterating costs more than reading it. */
function collectStream(stream: Readable, maxBytes: number): Promise<Buffer> {
  const body = createBody(maxBytes)
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>()
  const stop = (cause: unknown): void => {
    stream.off('data', add)
    stream.pause()
    reject(cause)
  }
  const add = (chunk: Uint8Array): void => {
    try {
      body.add(chunk)
    } catch (cause) {
      stop(cause)
    }
  }
  stream.on('data', add)
  stream.once('end', () => resolve(body.whole()))
  stream.once('error', stop)
  stream.once('close', () => {
    if (!stream.readableEnded) stop(new Error('the request ended before its body'))
  })
  return promise
}

function createBody(maxBytes: number) {
  const read: Uint8Array[] = []
  let size = 0
  return {
    add(chunk: Uint8Array): void {
      size += chunk.byteLength
      if (size > maxBytes) throw limitExceeded('bodyBytes', maxBytes, size)
      read.push(chunk)
    },
    whole: (): Buffer =>
      Buffer.isBuffer(read[0]) && read.length === 1 ? read[0] : Buffer.concat(read, size),
  }
}
