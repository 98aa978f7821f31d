import { Kind, print } from 'graphql'
import { callHeaders, type SubgraphHeaders } from '../fetch/call-headers.ts'
import type { FetchStep } from '../planning/fetch-step.ts'
import { readServerSentEvents } from './sse-source.ts'
import { isUpgradeRefused, type RemoteQuestion, readSocket } from './socket-source.ts'
import type { OpenSource } from './source.ts'

/** Where a subgraph over HTTP is, and whether it is known to have no socket there. */
export interface RemoteSubgraph {
  url: string
  hasNoSocket: boolean
}

/** By socket where the subgraph has one, by server-sent events otherwise; found out once per subgraph. */
async function* readRemote(subgraph: RemoteSubgraph, question: RemoteQuestion): AsyncGenerator<unknown> {
  if (!subgraph.hasNoSocket) {
    try {
      return yield* readSocket(subgraph.url, question)
    } catch (cause) {
      if (!isUpgradeRefused(cause)) throw cause
      subgraph.hasNoSocket = true
    }
  }
  yield* readServerSentEvents(subgraph.url, question)
}

/** The question that a primary over HTTP is. */
export function printQuestion({ operation, fragments }: FetchStep): string {
  return print({ kind: Kind.DOCUMENT, definitions: [operation, ...Object.values(fragments)] })
}

/** Opens the primary on a subgraph over HTTP: each of its answers is one event. */
export function compileRemoteSource(
  step: FetchStep,
  subgraph: RemoteSubgraph,
  headers: SubgraphHeaders | undefined,
): OpenSource {
  const query = printQuestion(step)
  return async (variables, request) =>
    readRemote(subgraph, {
      query,
      variables: { ...variables },
      headers: callHeaders(request, await headers?.(step.subgraph, request)),
      signal: request.signal,
    })
}
