import { systemClock } from '#shared/clock.ts'
import type { Store } from '#shared/store/store.ts'
import { announceRuns } from '../../subgraphs/announce-runs.ts'
import { startEventNode } from '../events/event-node.ts'
import { openProcessNode, type ProcessNode } from './process-node.ts'

/** A node that runs processes, and the events that tell of its runs. */
export interface FollowedNode extends AsyncDisposable {
  node: ProcessNode
  events: Awaited<ReturnType<typeof startEventNode>>
}

/** Opens one over a store; `readBy`: the same store, as the events are to read it. */
export async function openFollowedNode(store: Store, readBy: Store = store): Promise<FollowedNode> {
  const events = await startEventNode(readBy, [])
  const node = await openProcessNode(store, {
    announce: announceRuns({ clock: systemClock, regionOf: () => undefined }),
  })
  const worker = await node.processes.startWorker({ concurrency: 5 })
  return {
    node,
    events,
    async [Symbol.asyncDispose]() {
      await worker.close()
      await events[Symbol.asyncDispose]()
    },
  }
}
