import type { EmulatorContext, EmulatorRequest, EmulatorResponse } from '#shared/emulator/emulator.ts'
import { failure } from './errors.ts'
import type { Instance } from './state.ts'

const HOUR_MS = 3_600_000
const RULE_ID = '5f1c0f2bc0a8016400e2e6b5f4b1a9d3'

/** As the refusal names what was called. */
const APIS: readonly [pattern: RegExp, name: string][] = [
  [/\/batch$/, 'Batch API'],
  [/\/import\//, 'Import Set API'],
]

/** Counts a call against the admin's rule, if there is one; the headers go with every answer, the refusal in its place. */
export function countCall(
  { path }: EmulatorRequest,
  { state, now }: EmulatorContext<Instance>,
): { headers: Record<string, string>; refusal: EmulatorResponse | undefined } {
  const { hourlyLimit } = state
  if (hourlyLimit === undefined) return { headers: {}, refusal: undefined }
  const hour = Math.floor(now().getTime() / HOUR_MS)
  const calls = (state.callsByHour.get(hour) ?? 0) + 1
  state.callsByHour.set(hour, calls)
  const resetsAt = (hour + 1) * 3600
  const headers = {
    'X-RateLimit-Limit': String(hourlyLimit),
    'X-RateLimit-Reset': String(resetsAt),
    'X-RateLimit-Rule': RULE_ID,
  }
  if (calls <= hourlyLimit) return { headers, refusal: undefined }
  const api = APIS.find(([pattern]) => pattern.test(path))?.[1] ?? 'Table API'
  const detail = `Rate limit of ${hourlyLimit} requests per hour for ${api} exceeded`
  const retryAfter = String(Math.max(1, resetsAt - Math.floor(now().getTime() / 1000)))
  return {
    headers,
    refusal: failure(429, 'Rate limit exceeded', detail, { ...headers, 'Retry-After': retryAfter }),
  }
}
