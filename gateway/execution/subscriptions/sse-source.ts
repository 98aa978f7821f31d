import { createClient, NetworkError } from 'graphql-sse'
import { WeftError } from '#shared/errors.ts'
import { readUntilAborted } from './read-until-aborted.ts'
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
export function readServerSentEvents(url: string, question: RemoteQuestion): AsyncGenerator<unknown> {
  const { query, variables, headers, signal } = question
  const { accept: _, ...sent } = headers
  const client = createClient({ url, headers: sent, retryAttempts: 0 })
  return readUntilAborted(client.iterate({ query, variables }), signal, toSourceFailure)
}
