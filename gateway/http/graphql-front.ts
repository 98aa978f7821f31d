import {
  ApolloServer,
  type ApolloServerPlugin,
  type GraphQLRequestListener,
  HeaderMap,
  type HTTPGraphQLRequest,
} from '@apollo/server'
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled'
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import { GraphQLError } from 'graphql'
import { isWeftError } from '#shared/errors.ts'
import type { Logger } from '#shared/telemetry/logger.ts'
import type { Execution } from '../execution/execution.ts'
import type { Operation } from '../execution/operation.ts'
import { createBoundedCache } from '../execution/lru.ts'
import type { Limits } from '../limits/limits.ts'
import { currentRequest, formatClientError, publishError } from './client-errors.ts'
import { type HttpAnswer, publishResult, statusOf, toHttpAnswer } from './http-answer.ts'
import type { ResponseMediaType } from './negotiate.ts'
import type { ReceivedOperation } from './receive-operation.ts'

/** Apollo Server as a function. What runs is the execution's affair, what is read and refused is `receiveOperation`'s. */
export interface GraphQLFront {
  answer(incoming: IncomingMessage, received: ReceivedOperation): Promise<HttpAnswer>
  close(): Promise<void>
}

/** Texts whose size is known not to overflow Apollo Server's parser. */
const MAX_CHECKED_CHARACTERS = 4 * 1024 * 1024

/** Creates Apollo Server in front of an execution. */
export async function createGraphQLFront(execution: Execution, logger: Logger): Promise<GraphQLFront> {
  const server = new ApolloServer<ReceivedOperation>({
    schema: execution.schema,
    logger,
    formatError: formatClientError,
    introspection: true,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    persistedQueries: false,
    // `readOperation` has refused what a page of another site could send, for both endpoints.
    csrfPrevention: false,
    // The execution validates: a check that lives in one transport is missing from the others.
    dangerouslyDisableValidation: true,
    plugins: [
      answeredBy(execution),
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
    ],
  })
  await server.start()
  const mayParse = createTextCheck(execution.limits)
  return {
    async answer(incoming, received) {
      const { operation, request, mediaType } = received
      // The execution says why, as it does for every transport.
      if (!mayParse(operation.query))
        return toHttpAnswer(await execution.execute(operation, request), mediaType, request)
      const httpGraphQLRequest = toHTTPGraphQLRequest(incoming, operation)
      const { status, headers, body } = await currentRequest.run(request, () =>
        server.executeHTTPGraphQLRequest({ httpGraphQLRequest, context: async () => received }),
      )
      if (body.kind !== 'complete') throw new TypeError('a query was answered in parts')
      headers.set('content-type', `${mediaType}; charset=utf-8`)
      return {
        status: statusFor(status, mediaType),
        headers: Object.fromEntries(headers),
        body: body.string,
      }
    },
    close: () => server.stop(),
  }
}

/** Whether a text may be parsed: counted once, and remembered, as Apollo Server remembers what it parsed. */
function createTextCheck(limits: Limits): (query: string) => boolean {
  const checked = createBoundedCache<true>(MAX_CHECKED_CHARACTERS)
  return (query) => {
    if (checked.get(query)) return true
    try {
      limits.checkText(query)
    } catch (cause) {
      if (isWeftError(cause) || cause instanceof GraphQLError) return false
      throw cause
    }
    checked.set(query, true, query.length)
    return true
  }
}

/** What was read already; a GET's parameters are read once more, from its URL. */
function toHTTPGraphQLRequest(
  incoming: IncomingMessage,
  { query, operationName, variables }: Operation,
): HTTPGraphQLRequest {
  return {
    method: incoming.method ?? 'GET',
    headers: toHeaderMap(incoming.headers),
    search: /\?.*/.exec(incoming.url ?? '')?.[0] ?? '',
    body: { query, operationName: operationName ?? null, variables: variables ?? null },
  }
}

/**
 * Has operations answered by an execution: Apollo Server asks this hook before it would run one by itself. Its interface
 * for gateways would do the same, but makes objects with getters for each request: each has a shape of its own, which
 * lives, with all that the request was, until the next full collection.
 */
function answeredBy(execution: Execution): ApolloServerPlugin<ReceivedOperation> {
  const listener: GraphQLRequestListener<ReceivedOperation> = {
    async responseForOperation({ contextValue }) {
      const { status, result } = await run(execution, contextValue)
      return { http: { status, headers: new HeaderMap() }, body: { kind: 'single', singleResult: result } }
    },
  }
  return { requestDidStart: async () => listener }
}

/** An execution that throws is a fault of ours, which Apollo Server would quote in its log. */
async function run(execution: Execution, { operation, request, mediaType }: ReceivedOperation) {
  try {
    const result = await execution.execute(operation, request)
    return { status: statusOf(result, mediaType), result: publishResult(result, request) }
  } catch (cause) {
    return { status: 500, result: { errors: [publishError({ message: '' }, cause, request)] } }
  }
}

/** Apollo Server says by 400 that a text is no operation; only the newer media type may. */
const statusFor = (status: number | undefined, mediaType: ResponseMediaType): number =>
  status === 400 ? statusOf({}, mediaType) : (status ?? 200)

/** What a plugin may read. `accept` is left out: it has been negotiated, and would be twice more. */
function toHeaderMap(headers: IncomingHttpHeaders): HeaderMap {
  const map = new HeaderMap()
  for (const [name, value = ''] of Object.entries(headers))
    if (name !== 'accept') map.set(name, typeof value === 'string' ? value : value.join(', '))
  return map
}
