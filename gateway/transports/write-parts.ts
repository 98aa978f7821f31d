import { once } from 'node:events'
import type { ServerResponse } from 'node:http'

/** Waits until a response takes more; false when its client has gone. */
export async function whenWritable(response: ServerResponse): Promise<boolean> {
  if (response.writableNeedDrain) {
    const gone = new AbortController()
    const stop = (): void => gone.abort()
    response.once('close', stop)
    await once(response, 'drain', { signal: gone.signal }).catch(() => {})
    response.off('close', stop)
  }
  // A response whose client has gone goes on to say that it is writable.
  return !response.destroyed
}

/** Writes parts as they come, no faster than they are read; ends the response with the last one. */
export async function writeParts(response: ServerResponse, parts: AsyncIterable<string>): Promise<void> {
  for await (const part of parts) {
    if (!(await whenWritable(response))) return
    response.write(part)
  }
  response.end()
}
