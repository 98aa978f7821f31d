import { setTimeout as delay } from 'node:timers/promises'
import type { Deal } from './deals.ts'
import type { FromNode } from './node.ts'
import type { SoakNode } from './nodes.ts'
import type { Random } from './random.ts'
import type { Wish } from './story.ts'

/** Nobody hears an answer from a node that has died: a caller asks again after so long, wherever a node is. */
const ASK_AGAIN_MS = 1_500

/** Callers of the nodes: each wishes until it has an answer, some of them at two nodes at once. */
export interface Callers {
  wishes: readonly Wish[]
  /** Wishes for a deal; resolves when the wish is answered. */
  wish(deal: Deal): Promise<void>
}

export function createCallers(nodes: readonly SoakNode[], random: Random): Callers {
  const wishes = new Map<string, Wish>()
  const isAnswered = ({ accepted, refused }: Wish): boolean => accepted.length + refused.length > 0
  const hear = (message: FromNode): void => {
    if ('accepted' in message)
      wishes.get(message.accepted.idempotencyKey)?.accepted.push(message.accepted.runId ?? '')
    if ('refused' in message)
      wishes.get(message.refused.idempotencyKey)?.refused.push(message.refused.codes.join())
  }
  for (const node of nodes) node.onMessage(hear)
  return {
    get wishes() {
      return [...wishes.values()]
    },
    async wish({ opportunityId }) {
      const idempotencyKey = `wish-${wishes.size + 1}`
      const wish: Wish = { idempotencyKey, opportunityId, accepted: [], refused: [] }
      wishes.set(idempotencyKey, wish)
      const isImpatient = random.below(4) === 0
      while (!isAnswered(wish)) {
        const up = nodes.filter(({ isUp }) => isUp)
        for (const node of isImpatient ? up : up.length > 0 ? [random.pick(up)] : [])
          node.ask({ start: { idempotencyKey, opportunityId } })
        const deadline = performance.now() + ASK_AGAIN_MS
        while (!isAnswered(wish) && performance.now() < deadline) await delay(20)
      }
    },
  }
}
