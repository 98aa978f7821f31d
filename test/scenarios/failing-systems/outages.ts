import { ERRORS, type ErrorCode } from '#shared/errors.ts'
import type { Fault } from '#shared/emulator/faults.ts'
import type { Vendor } from '../../support/world.ts'
import { WORDS } from './vendor-words.ts'

/** A way for a whole system to fail, what a caller is told of it, and how often each call is tried. */
export interface Outage {
  title: string
  /** Absent: its server is stopped. */
  fault?: Fault
  told: { code: ErrorCode; retryable: boolean; retryAfterSeconds?: number }
  /** Sends of each request that is sent at all. */
  tries: number
}

const told = (code: ErrorCode, retryAfterSeconds?: number): Outage['told'] => ({
  code,
  retryable: ERRORS[code].retryable,
  ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
})

/** Every way in which one vendor can fail as a whole. */
export function outagesOf(vendor: Vendor): Outage[] {
  const { path, throttled, unauthorised, hasTokens, page } = WORDS[vendor]
  return [
    { title: 'is stopped', told: told('SYSTEM_UNAVAILABLE'), tries: 0 },
    {
      title: 'answers 500',
      fault: { path, status: 500, body: 'oops' },
      told: told('SYSTEM_UNAVAILABLE'),
      tries: 3,
    },
    {
      title: 'answers 429 and says when to come back',
      fault: { path, status: 429, headers: { 'retry-after': '2' }, body: throttled },
      told: told('RATE_LIMITED', 2),
      tries: 1,
    },
    {
      title: 'answers 429 and does not say when to come back',
      fault: { path, status: 429, body: throttled },
      told: told('RATE_LIMITED', 1),
      tries: 1,
    },
    {
      title: 'answers later than anybody waits',
      fault: { path, delayMs: 60_000 },
      told: told('TIMEOUT'),
      tries: 1,
    },
    {
      title: 'breaks off in the middle of its answers',
      fault: { path, reset: 'mid-body' },
      told: told('SYSTEM_UNAVAILABLE'),
      tries: 3,
    },
    {
      title: 'answers a page with status 200',
      fault: { path, status: 200, headers: { 'content-type': 'text/html' }, body: '<html>Log in</html>' },
      told: told(page.code),
      tries: page.tries,
    },
    {
      title: 'lets us in no longer',
      fault: { path, status: 401, body: unauthorised },
      told: told('AUTH_FAILED'),
      // A token is replaced once before the refusal is believed.
      tries: hasTokens ? 2 : 1,
    },
  ]
}
