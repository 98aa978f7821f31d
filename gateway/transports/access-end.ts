import type { Clock } from '#shared/clock.ts'
import type { Caller } from '#shared/subgraph/context.ts'
import type { Access } from '../clients/access.ts'

/** The longest delay that a timer can have. */
const MAX_DELAY_MS = 2 ** 31 - 1

/** Why what a token opened is closed, in the words that a client gets. */
export type AccessEnd = 'The token has expired.' | "The client's access has changed."

/** Calls `ended` once, when the caller's token ends or its client's access does; answers what takes that back. */
export function atAccessEnd(
  { clientId, expiresAt }: Caller,
  { clock, access }: { clock: Clock; access: Pick<Access, 'whenEnded'> },
  ended: (why: AccessEnd) => void,
): () => void {
  const stopWaiting = access.whenEnded(clientId, () => ended("The client's access has changed."))
  if (!expiresAt) return stopWaiting
  const left = expiresAt.getTime() - clock.now().getTime()
  const timer = setTimeout(() => ended('The token has expired.'), Math.min(Math.max(left, 0), MAX_DELAY_MS))
  return () => {
    clearTimeout(timer)
    stopWaiting()
  }
}
