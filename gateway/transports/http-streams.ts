import type { ServerResponse } from 'node:http'
import type { ExecutionResult } from 'graphql'
import { WeftError } from '#shared/errors.ts'
import type { Caller, RequestContext } from '#shared/subgraph/context.ts'
import { isInParts } from '../execution/incremental/parts.ts'
import { isStream } from '../execution/subscriptions/open-stream.ts'
import { statusWith } from '../http/http-answer.ts'
import { HttpRefusal } from '../http/http-refusal.ts'
import { readIdempotencyKey } from '../http/idempotency-key.ts'
import { readOperation } from '../http/read-operation.ts'
import type { Exchange } from '../http/exchange.ts'
import { sendJson } from '../http/send.ts'
import { callerClassOf } from '../limits/caller-class.ts'
import { atAccessEnd } from './access-end.ts'
import { sendMultipart } from './multipart.ts'
import { INCREMENTAL_FORMS, type IncrementalForm, sendInParts } from './incremental.ts'
import { openInParts, openOperation } from './open-operation.ts'
import { sendEvents } from './server-sent-events.ts'
import type { Transport } from './transport.ts'

/** How a client wants answers pushed over HTTP. */
export type StreamForm = 'server-sent events' | 'multipart' | IncrementalForm

/** The form that an `Accept` header asks for; undefined when it asks for one answer. */
export function streamFormOf(accept: string | undefined): StreamForm | undefined {
  if (!accept?.includes('/event-stream') && !accept?.includes('multipart/')) return undefined
  for (const range of accept.toLowerCase().split(',')) {
    const [type, ...parameters] = range.split(';').map((text) => text.trim())
    if (type === 'text/event-stream') return 'server-sent events'
    if (type !== 'multipart/mixed') continue
    if (parameters.some((each) => each.startsWith('subscriptionspec='))) return 'multipart'
    const form = parameters.map((each) => INCREMENTAL_FORMS.get(each)).find((each) => each !== undefined)
    if (form) return form
  }
  return undefined
}

const isIncremental = (form: StreamForm): form is IncrementalForm =>
  form !== 'server-sent events' && form !== 'multipart'

/** Streams over HTTP of one server. */
export interface HttpStreams {
  /** Answers an operation by `POST`; throws an HttpRefusal or a WeftError for what is turned away. */
  answer(exchange: Exchange, form: StreamForm): Promise<void>
  /** Tells the client of every stream that the gateway stops, and ends it. */
  close(): void
}

async function* once(answer: ExecutionResult): AsyncGenerator<ExecutionResult> {
  yield answer
}

interface OpenStreams {
  /** A signal that ends with the client, its access or this server. */
  open(response: ServerResponse, caller: Caller): AbortSignal
  close(): void
}

function createOpenStreams(transport: Pick<Transport, 'clock' | 'access'>): OpenStreams {
  const open = new Set<AbortController>()
  let stopped: WeftError | undefined
  return {
    open(response, caller) {
      const end = new AbortController()
      open.add(end)
      if (stopped) end.abort(stopped)
      const stopWaiting = atAccessEnd(caller, transport, (why) =>
        end.abort(new WeftError('UNAUTHENTICATED', why)),
      )
      response.once('close', () => {
        open.delete(end)
        stopWaiting()
        end.abort()
      })
      return end.signal
    },
    close() {
      stopped = new WeftError('STREAM_ENDED', 'The gateway stops: subscribe again.', { system: 'gateway' })
      for (const end of open) end.abort(stopped)
    },
  }
}

/** Written with whatever is sent, by this transport or a library. */
function setHeaders(response: ServerResponse, { correlationId, answerHeaders = {} }: RequestContext): void {
  response.setHeader('x-correlation-id', correlationId)
  for (const [name, value] of Object.entries(answerHeaders)) response.setHeader(name, value)
}

/** Creates the transports that push over HTTP. */
export function createHttpStreams(options: Transport): HttpStreams {
  const { execution, identify, clock } = options
  const streams = createOpenStreams(options)
  return {
    async answer(exchange, form) {
      const { incoming, response, correlationId, traceparent, logger } = exchange
      if (incoming.method !== 'POST')
        throw new HttpRefusal(405, 'BAD_REQUEST', 'Streams are asked for by POST.', { allow: 'POST' })
      const caller = await identify(incoming.headers)
      const operation = await readOperation(incoming, execution.limits.of(callerClassOf(caller)).bodyBytes)
      const request: RequestContext = {
        caller,
        correlationId,
        logger,
        transport: isIncremental(form) ? 'multipart' : form,
        receivedAt: clock.now(),
        idempotencyKey: readIdempotencyKey(incoming.headers['idempotency-key']),
        signal: streams.open(response, caller),
        answerHeaders: {},
        ...(traceparent ? { traceparent } : {}),
      }
      if (isIncremental(form)) {
        const answer = await openInParts(operation, request, options)
        setHeaders(response, request)
        logger.info({ caller: caller.subject, form, isInParts: isInParts(answer) }, 'operation in parts')
        if (isInParts(answer)) await sendInParts(response, answer, form)
        else sendJson(exchange, statusWith(200, request), answer)
        return
      }
      const answers = await openOperation(operation, request, options)
      setHeaders(response, request)
      logger.info({ caller: caller.subject, form, isStream: isStream(answers) }, 'operation by a stream')
      if (form === 'server-sent events')
        await sendEvents(response, { operation, answers: isStream(answers) ? answers : once(answers) })
      else if (isStream(answers)) await sendMultipart(response, answers)
      else sendJson(exchange, statusWith(200, request), answers)
    },
    close: streams.close,
  }
}
