import type { IncomingMessage, ServerResponse } from 'node:http'
import { getOperationAST, parse } from 'graphql'
import type { Clock } from '#shared/clock.ts'
import type { Logger } from '#shared/telemetry/logger.ts'
import { toHttpAnswer } from '../../http/http-answer.ts'
import { HttpRefusal } from '../../http/http-refusal.ts'
import { type Exchange, openExchange } from '../../http/exchange.ts'
import { type Identify, receiveOperation } from '../../http/receive-operation.ts'
import { refuse } from '../../http/refuse.ts'
import { send } from '../../http/send.ts'
import type { Limits } from '../../limits/limits.ts'
import type { Execution } from '../execution.ts'
import type { Operation } from '../operation.ts'

/** What a GraphQL endpoint needs. */
export interface GraphQLHandlerOptions {
  /** Lends the execution for one operation: it may be replaced while others still use it. */
  withExecution<Result>(use: (execution: Execution) => Promise<Result>): Promise<Result>
  identify: Identify
  /** The longest time one operation may take. */
  operationTimeoutMs: number
  clock: Clock
  logger: Logger
}

/** A GET must change nothing; a text that does not parse is refused later, with its errors. */
function assertSafe({ query, operationName }: Operation, limits: Limits): void {
  let kind: string | undefined
  try {
    limits.checkText(query)
    kind = getOperationAST(parse(query, { noLocation: true }), operationName)?.operation
  } catch {
    return
  }
  if (kind === 'mutation')
    throw new HttpRefusal(405, 'BAD_REQUEST', 'Mutations are sent by POST.', { allow: 'POST' })
}

async function answer(exchange: Exchange, execution: Execution, options: GraphQLHandlerOptions) {
  const { incoming } = exchange
  const { limits } = execution
  const { operation, request, mediaType } = await receiveOperation(exchange, { ...options, limits })
  if (incoming.method === 'GET') assertSafe(operation, limits)
  const result = await execution.execute(operation, request)
  const { status, headers, body } = toHttpAnswer(result, mediaType, request)
  send(exchange, status, headers, body)
}

/** Creates the execution's own HTTP endpoint, by the GraphQL-over-HTTP specification. */
export function createGraphQLHandler(
  options: GraphQLHandlerOptions,
): (incoming: IncomingMessage, response: ServerResponse) => void {
  const { logger, withExecution } = options
  return (incoming, response) => {
    const exchange = openExchange(incoming, response, logger)
    withExecution((execution) => answer(exchange, execution, options)).catch((cause: unknown) =>
      refuse(exchange, cause),
    )
  }
}
