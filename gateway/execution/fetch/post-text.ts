import type { IncomingHttpHeaders } from 'node:http'
import type { Dispatcher } from 'undici'

/** A POST of text to one path of one origin. */
export interface TextPost {
  path: string
  body: string
  headers: Readonly<Record<string, string>>
  signal: AbortSignal
}

/** The whole answer to it. */
export interface TextAnswer {
  statusCode: number
  headers: IncomingHttpHeaders
  text: string
}

/** A request that was given up before it was answered. */
const givenUp = (): Error => new Error('the request was given up')

/** Collects an answer without a stream around it: GraphQL answers are small and wanted whole. */
function createCollector(
  signal: AbortSignal,
  settled: { resolve(answer: TextAnswer): void; reject(cause: unknown): void },
): Dispatcher.DispatchHandler {
  const chunks: Buffer[] = []
  let statusCode = 0
  let headers: IncomingHttpHeaders = {}
  let abort = (): void => settled.reject(givenUp())
  const giveUp = () => abort()
  signal.addEventListener('abort', giveUp, { once: true })
  return {
    onRequestStart(controller) {
      abort = () => controller.abort(givenUp())
      if (signal.aborted) abort()
    },
    onResponseStart(_controller, status, received) {
      statusCode = status
      headers = received
    },
    onResponseData(_controller, chunk) {
      chunks.push(chunk)
    },
    onResponseEnd() {
      signal.removeEventListener('abort', giveUp)
      const whole = chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks)
      settled.resolve({ statusCode, headers, text: whole.toString('utf8') })
    },
    onResponseError(_controller, cause) {
      signal.removeEventListener('abort', giveUp)
      settled.reject(cause)
    },
  }
}

/** Posts a text and answers once the answer is there whole; rejects when the signal ends first. */
export function postText(dispatcher: Dispatcher, post: TextPost): Promise<TextAnswer> {
  const { path, body, headers, signal } = post
  const { promise, resolve, reject } = Promise.withResolvers<TextAnswer>()
  dispatcher.dispatch({ method: 'POST', path, body, headers }, createCollector(signal, { resolve, reject }))
  return promise
}
