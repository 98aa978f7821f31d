import { type GraphQLDataSource, RemoteGraphQLDataSource } from '@apollo/gateway'
import { WeftError } from '#shared/errors.ts'
import type { OperationScope } from './operation-scope.ts'

/** The stock gateway's HTTP fetches; a failure says that a system is down, never where it lives. */
export function createRemoteDataSource(url: string): GraphQLDataSource {
  const remote = new RemoteGraphQLDataSource({
    url,
    willSendRequest({ request, context }) {
      const { correlationId, traceparent } = (context.scope as OperationScope).request
      request.http?.headers.set('x-correlation-id', correlationId)
      if (traceparent) request.http?.headers.set('traceparent', traceparent)
    },
  })
  return {
    process: (options) =>
      remote.process(options).catch((cause: unknown) => {
        throw new WeftError('SYSTEM_UNAVAILABLE', 'A system did not answer.', { system: 'gateway' }, cause)
      }),
  }
}
