import { type GraphQLDataSource, RemoteGraphQLDataSource } from '@apollo/gateway'
import { WeftError } from '#shared/errors.ts'
import { operationIdOf, type SubgraphHeaders } from './fetch/call-headers.ts'
import type { OperationScope } from './operation-scope.ts'

/** The stock gateway's HTTP fetches; a failure says that a system is down, never where it lives. */
export function createRemoteDataSource(
  { name, url }: { name: string; url: string },
  headers: SubgraphHeaders | undefined,
): GraphQLDataSource {
  const remote = new RemoteGraphQLDataSource({
    url,
    async willSendRequest({ request: { http }, context }) {
      const { request } = context.scope as OperationScope
      const extra = await headers?.(name, request, operationIdOf(request))
      for (const [header, value] of Object.entries(extra ?? {})) http?.headers.set(header, value)
      http?.headers.set('x-correlation-id', request.correlationId)
      if (request.traceparent) http?.headers.set('traceparent', request.traceparent)
    },
  })
  return {
    process: (options) =>
      remote.process(options).catch((cause: unknown) => {
        throw new WeftError('SYSTEM_UNAVAILABLE', 'A system did not answer.', { system: 'gateway' }, cause)
      }),
  }
}
