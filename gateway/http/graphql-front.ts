import {
  ApolloServer,
  type ApolloServerOptionsWithGateway,
  HeaderMap,
  type HTTPGraphQLResponse,
} from '@apollo/server'
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled'
import type { IncomingMessage } from 'node:http'
import { WeftError } from '#shared/errors.ts'
import type { RequestContext } from '#shared/subgraph/context.ts'
import type { Logger } from '#shared/telemetry/logger.ts'
import type { Execution } from '../execution/execution.ts'
import { currentRequest, formatClientError } from './client-errors.ts'

interface FrontContext {
  request: RequestContext
}

type Gateway = ApolloServerOptionsWithGateway<FrontContext>['gateway']

/** GraphQL over HTTP: content negotiation, methods, cross-site request forgery. What runs is the execution's affair. */
export interface GraphQLFront {
  answer(incoming: IncomingMessage, body: unknown, request: RequestContext): Promise<HTTPGraphQLResponse>
  close(): Promise<void>
}

/** Time for an answer to be put together after its calls were told to end. */
const GRACE_MS = 1000

/** Creates Apollo Server in front of an execution. */
export async function createGraphQLFront(execution: Execution, logger: Logger): Promise<GraphQLFront> {
  const server = new ApolloServer<FrontContext>({
    gateway: gatewayOver(execution),
    logger,
    formatError: formatClientError,
    introspection: true,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    persistedQueries: false,
    csrfPrevention: {
      requestHeaders: ['graphql-require-preflight', 'apollo-require-preflight', 'x-apollo-operation-name'],
    },
    // The execution validates: a check that lives in one transport is missing from the others.
    dangerouslyDisableValidation: true,
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
    ],
  })
  await server.start()
  return {
    answer: (incoming, body, request) =>
      currentRequest.run(request, () =>
        server.executeHTTPGraphQLRequest({
          httpGraphQLRequest: {
            method: incoming.method ?? 'GET',
            headers: toHeaderMap(incoming.headersDistinct),
            search: /\?.*/.exec(incoming.url ?? '')?.[0] ?? '',
            body,
          },
          context: async () => ({ request }),
        }),
      ),
    close: () => server.stop(),
  }
}

/** What Apollo Server asks of a gateway, answered by ours. */
function gatewayOver(execution: Execution): Gateway {
  return {
    onSchemaLoadOrUpdate(listener) {
      listener({ apiSchema: execution.schema, coreSupergraphSdl: '' })
      return () => {}
    },
    load: async () => ({
      executor: ({ request: { operationName, variables }, source, context }) => {
        const { request } = context as FrontContext
        const operation = { query: source, operationName, variables }
        return beforeDeadline(execution.execute(operation, request), request.signal)
      },
    }),
    stop: async () => {},
  }
}

/** Calls end by the request's signal; an operation that does not end with them is given up. */
function beforeDeadline<Result>(answer: Promise<Result>, signal: AbortSignal): Promise<Result> {
  const { promise: deadline, reject } = Promise.withResolvers<never>()
  let grace: NodeJS.Timeout | undefined
  const startGrace = (): void => {
    const reason = new WeftError(
      'TIMEOUT',
      'The operation took too long.',
      { system: 'gateway' },
      signal.reason,
    )
    grace = setTimeout(reject, GRACE_MS, reason)
  }
  signal.addEventListener('abort', startGrace, { once: true })
  return Promise.race([answer, deadline]).finally(() => {
    clearTimeout(grace)
    signal.removeEventListener('abort', startGrace)
  })
}

function toHeaderMap(headers: IncomingMessage['headersDistinct']): HeaderMap {
  const map = new HeaderMap()
  for (const [name, values = []] of Object.entries(headers)) map.set(name, values.join(', '))
  return map
}
