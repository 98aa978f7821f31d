import { createClient, NetworkError } from 'graphql-sse'
import { WeftError } from '#shared/errors.ts'
import type { RemoteQuestion } from './socket-source.ts'
import { SourceErrors } from './source.ts'

function toSourceFailure(cause: unknown): unknown {
  if (Array.isArray(cause)) return new SourceErrors(cause)
  const status = cause instanceof NetworkError ? (cause.response as Response | undefined)?.status : undefined
  if (status === 401 || status === 403)
    return new WeftError('AUTH_FAILED', 'A system refused the gateway.', { system: 'gateway' })
  return new WeftError('SYSTEM_UNAVAILABLE', 'A system ended the stream.', { system: 'gateway' }, cause)
}

/** Events of a subgraph by graphql-sse, a request for each subscription. */
export async function* readServerSentEvents(url: string, question: RemoteQuestion): AsyncGenerator<unknown> {
  const { query, variables, headers, signal } = question
  const { accept: _, ...sent } = headers
  const client = createClient({ url, headers: sent, retryAttempts: 0 })
  const events = client.iterate({ query, variables })
  const leave = (): void => void events.return?.()
  signal.addEventListener('abort', leave, { once: true })
  if (signal.aborted) leave()
  try {
    yield* events
  } catch (cause) {
    throw toSourceFailure(cause)
  } finally {
    signal.removeEventListener('abort', leave)
    leave()
  }
}
