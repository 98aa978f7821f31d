import type { Caller } from '#shared/subgraph/context.ts'
import type { Access } from '../clients/access.ts'

/** What stays open at the cost of this process. */
export type Opened = 'sockets' | 'subscriptions'

/** How much each client, and each of its users, has open in this process. */
export interface OpenCounts {
  /** Counts one more; answers what takes that back, undefined where its client or its user has all it may have. */
  open(what: Opened, caller: Caller): (() => void) | undefined
}

/** Creates the counts of one server. */
export function createOpenCounts({ allowanceOf }: Pick<Access, 'allowanceOf'>): OpenCounts {
  const counts = new Map<string, number>()
  const add = (key: string, change: number): void => {
    const next = (counts.get(key) ?? 0) + change
    if (next === 0) counts.delete(key)
    else counts.set(key, next)
  }
  return {
    open(what, { clientId, subject }) {
      const allowed = allowanceOf(clientId)
      if (!allowed) return () => {}
      const ofClient = `${what}\n${clientId}`
      const ofUser = `${ofClient}\n${subject}`
      if ((counts.get(ofClient) ?? 0) >= allowed[what]) return undefined
      if ((counts.get(ofUser) ?? 0) >= allowed.perUser[what]) return undefined
      add(ofClient, 1)
      add(ofUser, 1)
      let isOpen = true
      return () => {
        if (!isOpen) return
        isOpen = false
        add(ofClient, -1)
        add(ofUser, -1)
      }
    },
  }
}
