import { isDeepStrictEqual } from 'node:util'
import type { EmulatorRequest, EmulatorResponse } from '#shared/emulator/emulator.ts'
import { invalid, StripeRefusal } from './errors.ts'
import type { Params } from './form.ts'

/** The first request of an idempotency key. */
export interface StoredAnswer {
  path: string
  params: Params
  /** Unix milliseconds. */
  at: number
  requestId: string
  /** Undefined while it is under way. */
  answer: EmulatorResponse | undefined
}

/** Keys are pruned "after they're at least 24 hours old". https://docs.stripe.com/api/idempotent_requests (read 2026-11-22) */
const KEPT_MS = 24 * 3_600_000
const LONGEST_KEY = 255

export function keyOf({ method, headers }: EmulatorRequest): string | undefined {
  const key = headers['idempotency-key']
  if (method !== 'POST' || typeof key !== 'string' || key === '') return undefined
  if (key.length <= LONGEST_KEY) return key
  throw invalid(`Idempotency keys must be at most ${LONGEST_KEY} characters long.`)
}

/**
 * Executes a request once for its key, and answers as it was answered then to every later one. What was refused before
 * the endpoint began is not kept.
 */
export async function once(
  call: { request: EmulatorRequest; params: Params; requestId: string },
  { answers, now }: { answers: Map<string, StoredAnswer>; now: Date },
  execute: () => Promise<EmulatorResponse>,
): Promise<EmulatorResponse> {
  const key = keyOf(call.request)
  if (key === undefined) return execute()
  const at = now.getTime()
  const echo = { 'idempotency-key': key }
  prune(answers, at)
  const first = answers.get(key)
  if (first) return replay(first, key, call)
  const stored: StoredAnswer = { ...call, path: call.request.path, at, answer: undefined }
  answers.set(key, stored)
  try {
    const answer = await execute()
    stored.answer = structuredClone(answer)
    return { ...answer, headers: { ...answer.headers, ...echo } }
  } catch (error) {
    if (error instanceof StripeRefusal && error.hasBegun) stored.answer = structuredClone(error.response)
    else answers.delete(key)
    throw error
  }
}

function replay(
  first: StoredAnswer,
  key: string,
  { request, params }: { request: EmulatorRequest; params: Params },
): EmulatorResponse {
  if (!first.answer) throw inUse(key)
  if (first.path !== request.path)
    throw misused(key, `for the same endpoint they were first used for ('${first.path}')`)
  if (!isDeepStrictEqual(first.params, params))
    throw misused(key, 'with the same parameters they were first used with')
  return {
    ...structuredClone(first.answer),
    headers: {
      ...first.answer.headers,
      'idempotency-key': key,
      'idempotent-replayed': 'true',
      'original-request': first.requestId,
    },
  }
}

function misused(key: string, only: string): StripeRefusal {
  return new StripeRefusal(400, {
    type: 'idempotency_error',
    message: `Keys for idempotent requests can only be used ${only}. Try using a key other than '${key}' if you meant to execute a different request.`,
  })
}

function inUse(key: string): StripeRefusal {
  return new StripeRefusal(409, {
    code: 'idempotency_key_in_use',
    message: `There is currently another in-progress request using this Idempotent Key (that probably means you submitted twice, and the other request is still going through): ${key}. Please try again later.`,
  })
}

/** Keys come in the order of time. */
function prune(answers: Map<string, StoredAnswer>, now: number): void {
  for (const [key, { at, answer }] of answers) {
    if (at > now - KEPT_MS || !answer) return
    answers.delete(key)
  }
}
