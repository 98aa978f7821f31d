import type { Clock } from '#shared/clock.ts'
import type { Caller } from '#shared/subgraph/context.ts'

/** The longest delay that a timer can have. */
const MAX_DELAY_MS = 2 ** 31 - 1

/** Calls `expired` when the caller's token ends; answers what takes that back. */
export function atTokenExpiry({ expiresAt }: Caller, clock: Clock, expired: () => void): () => void {
  if (!expiresAt) return () => {}
  const left = expiresAt.getTime() - clock.now().getTime()
  const timer = setTimeout(expired, Math.min(Math.max(left, 0), MAX_DELAY_MS))
  return () => clearTimeout(timer)
}
