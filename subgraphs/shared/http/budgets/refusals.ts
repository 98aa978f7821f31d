import type { CallKind, Refusal } from '../budget-ledger.ts'

/** A refusal is believed for so long; then another process may have given something back. */
const BELIEVED_MS = 1_000

/** What the store last said no with, for as long as that is worth believing. */
export function createRefusals(elapsedMs: () => number) {
  const said = new Map<CallKind, { refusal: Refusal; at: number }>()
  return {
    keep(kind: CallKind, refusal: Refusal): void {
      said.set(kind, { refusal, at: elapsedMs() })
    },
    of(kind: CallKind): Refusal | undefined {
      const known = said.get(kind)
      if (!known) return undefined
      const { refusal, at } = known
      const passedMs = elapsedMs() - at
      if (passedMs < Math.min(refusal.waitMs, BELIEVED_MS))
        return { ...refusal, waitMs: refusal.waitMs - passedMs }
      said.delete(kind)
      return undefined
    },
  }
}
