import type { IncomingHttpHeaders } from 'node:http'
import type { Clock } from '#shared/clock.ts'
import type { Caller } from '#shared/subgraph/context.ts'
import type { Client } from '../clients/client.ts'
import type { Execution } from '../execution/execution.ts'
import { statusWith, toHttpAnswer } from '../http/http-answer.ts'
import { HttpRefusal } from '../http/http-refusal.ts'
import type { Exchange } from '../http/exchange.ts'
import { type Identify, receiveOperation } from '../http/receive-operation.ts'
import { send } from '../http/send.ts'
import { createRegisteredOperations } from './registered-operation.ts'
import { withoutSuggestion } from './without-suggestions.ts'

export const PARTNER_PATH = '/partner/graphql'

export interface PartnerOptions {
  /** Over the contract's supergraph. */
  execution: Execution
  clientOf(clientId: string): Client | undefined
  identify: Identify
  operationTimeoutMs: number
  clock: Clock
}

/** The registration of a partner's caller; whoever is none is turned away. */
function partnerOf({ clientId }: Caller, { clientOf }: Pick<PartnerOptions, 'clientOf'>): Client {
  const client = clientOf(clientId)
  if (client?.kind === 'PARTNER') return client
  throw new HttpRefusal(403, 'FORBIDDEN', 'This endpoint is for partners; others ask at /graphql.')
}

/** Lets a caller pass to `/graphql` unless its client has a contract of its own. */
export function exceptPartners(identify: Identify, clientOf: PartnerOptions['clientOf']): Identify {
  return async (headers) => {
    const caller = await identify(headers)
    if (clientOf(caller.clientId)?.kind !== 'PARTNER') return caller
    throw new HttpRefusal(403, 'FORBIDDEN', `Partners ask at ${PARTNER_PATH}, by what they registered.`)
  }
}

/**
 * Creates the endpoint of partners. It throws an HttpRefusal or a WeftError for what is turned away; what is answered is
 * answered without a word about the rest of the schema.
 */
export function createPartnerEndpoint(options: PartnerOptions): (exchange: Exchange) => Promise<void> {
  const { execution, clock } = options
  const readFor = createRegisteredOperations()
  const received = {
    ...options,
    limits: execution.limits,
    identify: async (headers: IncomingHttpHeaders) => {
      const caller = await options.identify(headers)
      partnerOf(caller, options)
      return caller
    },
    readFor: (caller: Caller) => readFor(partnerOf(caller, options)),
  }
  return async (exchange) => {
    if (exchange.incoming.method !== 'POST')
      throw new HttpRefusal(405, 'BAD_REQUEST', 'Partners ask by POST.', { allow: 'POST' })
    const { operation, request, mediaType } = await receiveOperation(exchange, received)
    const result = await execution.execute(operation, request)
    // Nobody else has this execution's errors.
    for (const error of result.errors ?? []) error.message = withoutSuggestion(error.message)
    const answer = toHttpAnswer(result, mediaType, request)
    const status = statusWith(answer.status, request)
    send(exchange, status, { ...answer.headers, ...request.answerHeaders }, answer.body)
    const { caller, receivedAt, logger } = request
    const ms = clock.now().getTime() - receivedAt.getTime()
    logger.info({ caller: caller.subject, client: caller.clientId, status, ms }, 'operation of a partner')
  }
}
