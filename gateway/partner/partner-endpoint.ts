import type { Clock } from '#shared/clock.ts'
import type { Caller } from '#shared/subgraph/context.ts'
import type { Client } from '../clients/client.ts'
import type { Execution } from '../execution/execution.ts'
import { statusWith, toHttpAnswer } from '../http/http-answer.ts'
import { HttpRefusal } from '../http/http-refusal.ts'
import { type Exchange, type Identify, receiveOperation } from '../http/receive-operation.ts'
import { send } from '../http/send.ts'
import { registeredOperationOf } from './registered-operation.ts'
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

/** Answers one request of a partner. Throws an HttpRefusal or a WeftError for what is turned away. */
export async function answerPartner(exchange: Exchange, options: PartnerOptions): Promise<void> {
  const { incoming, response } = exchange
  const { execution, identify, clock } = options
  if (incoming.method !== 'POST')
    throw new HttpRefusal(405, 'BAD_REQUEST', 'Partners ask by POST.', { allow: 'POST' })
  const { operation, request, mediaType } = await receiveOperation(exchange, {
    identify: async (headers) => {
      const caller = await identify(headers)
      partnerOf(caller, options)
      return caller
    },
    limits: execution.limits,
    operationTimeoutMs: options.operationTimeoutMs,
    clock,
    readFor: (caller) => registeredOperationOf(partnerOf(caller, options)),
  })
  const result = await execution.execute(operation, request)
  // Nobody else has this execution's errors.
  for (const error of result.errors ?? []) error.message = withoutSuggestion(error.message)
  const answer = toHttpAnswer(result, mediaType, request)
  const headers = { ...answer.headers, ...request.answerHeaders }
  const status = statusWith(answer.status, request)
  send(response, status, headers, answer.body)
  const ms = clock.now().getTime() - request.receivedAt.getTime()
  request.logger.info(
    { caller: request.caller.subject, client: request.caller.clientId, status, ms },
    'operation of a partner',
  )
}
