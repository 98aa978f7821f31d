import { Webhook } from 'standardwebhooks'
import { Agent, type Dispatcher, request } from 'undici'
import { createGuardedLookup, type NameResolver } from '#shared/http/guarded-lookup.ts'
import { retryAfterSeconds } from '#shared/http/vendor-http.ts'
import type { Endpoint } from './endpoint.ts'

/** What is delivered; the same id and body at every attempt. */
export interface Message {
  /** The event's id. */
  id: string
  body: string
  correlationId: string
}

/** Every way in which an attempt can end. ABANDONED: this process stops, and nobody knows what became of it. */
const OUTCOMES = [
  'DELIVERED',
  'GONE',
  'THROTTLED',
  'REDIRECTED',
  'REJECTED',
  'FAILED',
  'TIMEOUT',
  'UNREACHABLE',
  'FORBIDDEN_ADDRESS',
  'ABANDONED',
] as const
export type Outcome = (typeof OUTCOMES)[number]

export interface Attempt {
  outcome: Outcome
  /** Undefined where no answer came. */
  status: number | undefined
  /** What the endpoint asked for, at most 15 minutes. */
  retryAfterSeconds: number | undefined
}

/** Sends to one endpoint over connections of its own, so that no other waits for it. */
export interface Sender {
  /** One attempt, signed by every secret at the time given; never throws. */
  send(
    message: Message,
    signing: { secrets: readonly string[]; at: Date },
    signal: AbortSignal,
  ): Promise<Attempt>
  close(): Promise<void>
}

/** What an endpoint says beyond its status is of no interest; so much of it is read to keep the connection. */
const MOST_ANSWER_BYTES = 16_384

export function createSender(
  { url, timeoutMs, concurrency }: Pick<Endpoint, 'url' | 'timeoutMs' | 'concurrency'>,
  resolve?: NameResolver,
): Sender {
  const agent = new Agent({
    connections: concurrency,
    pipelining: 1,
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    connect: { lookup: createGuardedLookup(false, resolve), timeout: timeoutMs },
  })
  return {
    async send(message, { secrets, at }, stopped) {
      const deadline = new AbortController()
      const timer = setTimeout(() => deadline.abort(), timeoutMs)
      const signal = AbortSignal.any([stopped, deadline.signal])
      try {
        // Redirects are not followed: undici does so only when it is asked to.
        const answer = await request(url, {
          dispatcher: agent,
          method: 'POST',
          headers: headersOf(message, secrets, at),
          body: message.body,
          signal,
        })
        await answer.body.dump({ limit: MOST_ANSWER_BYTES, signal }).catch(() => {})
        return toAttempt(answer)
      } catch (error) {
        const outcome = outcomeOf(error, { isStopped: stopped.aborted, isLate: deadline.signal.aborted })
        return { outcome, status: undefined, retryAfterSeconds: undefined }
      } finally {
        clearTimeout(timer)
      }
    },
    close: () => agent.close(),
  }
}

function headersOf(
  { id, body, correlationId }: Message,
  secrets: readonly string[],
  at: Date,
): Record<string, string> {
  return {
    'content-type': 'application/json',
    'user-agent': 'weft-webhooks',
    ...(/^[!-~]{1,200}$/.test(correlationId) ? { 'x-correlation-id': correlationId } : {}),
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': secrets.map((secret) => new Webhook(secret).sign(id, at, body)).join(' '),
  }
}

function toAttempt({ statusCode, headers }: Dispatcher.ResponseData): Attempt {
  return {
    outcome: outcomeOfStatus(statusCode),
    status: statusCode,
    retryAfterSeconds: statusCode < 400 ? undefined : retryAfterSeconds(headers, new Date()),
  }
}

function outcomeOfStatus(status: number): Outcome {
  if (status >= 200 && status < 300) return 'DELIVERED'
  if (status < 400) return 'REDIRECTED'
  if (status === 410) return 'GONE'
  if (status === 429 || status === 503) return 'THROTTLED'
  return status < 500 ? 'REJECTED' : 'FAILED'
}

function outcomeOf(error: unknown, { isStopped, isLate }: { isStopped: boolean; isLate: boolean }): Outcome {
  if (isLate) return 'TIMEOUT'
  if (isStopped) return 'ABANDONED'
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === 'FORBIDDEN_ADDRESS') return 'FORBIDDEN_ADDRESS'
  return code.endsWith('_TIMEOUT') ? 'TIMEOUT' : 'UNREACHABLE'
}
