import { setTimeout as sleep } from 'node:timers/promises'
import { Agent } from 'undici'
import { CONNECTION_ID, signedHint } from '../../events/table-vendor.ts'
import type { Window } from './history.ts'

const AT_A_TIME = 48
const AGAIN_AFTER_MS = 20

/** The vendor: delivers each hint again until it is acknowledged, to whichever node is there. */
export function createVendor(originOf: (delivery: number) => string) {
  const agent = new Agent({ connections: AT_A_TIME, keepAliveTimeout: 1_000 })
  let delivered = 0
  let repeated = 0

  const deliver = async ({ id, nativeId }: Window['deliveries'][number]): Promise<void> => {
    delivered += 1
    const number = delivered
    for (let tries = 0; ; tries += 1) {
      const answer = await agent
        .request({
          origin: originOf(number + tries),
          path: `/webhooks/${CONNECTION_ID}`,
          method: 'POST',
          ...signedHint(id, nativeId),
        })
        .catch(() => undefined)
      await answer?.body.dump().catch(() => {})
      if (answer?.statusCode === 202) return
      if (answer && answer.statusCode !== 503)
        throw new Error(`a hint was answered with ${answer.statusCode}`)
      repeated += 1
      await sleep(AGAIN_AFTER_MS)
    }
  }
  return {
    counts: () => ({ delivered, repeated }),
    async deliverAll(deliveries: Window['deliveries']): Promise<void> {
      const left = deliveries.values()
      const deliverSome = async (): Promise<void> => {
        for (const delivery of left) await deliver(delivery)
      }
      await Promise.all(Array.from({ length: AT_A_TIME }, deliverSome))
    },
    close: () => agent.close(),
  }
}
