import { once } from 'node:events'
import { type Child, startChild } from '../../bench/events/child.ts'
import type { FromServer, ToServer } from '../../bench/events/memory.ts'

/** One gateway of several on one database. */
export interface Node {
  /** `http://127.0.0.1:4000`; another one after each start. */
  readonly origin: string
  /** Heap after collection, in bytes. */
  heap(): Promise<number>
  /** kill -9, and another process in its place. */
  replace(): Promise<void>
  end(): void
}

/** Starts a gateway with its event log, webhooks and sockets. */
export async function startNode(databaseUrl: string): Promise<Node> {
  let gateway: Child<ToServer, FromServer>
  let origin = ''
  const start = async (): Promise<void> => {
    gateway = startChild<ToServer, FromServer>('event-gateway.ts', [databaseUrl])
    const first = await gateway.next()
    origin = 'ready' in first ? first.ready : ''
  }
  await start()
  return {
    get origin() {
      return origin
    },
    async heap() {
      const answer = await gateway.ask('memory')
      return 'memory' in answer ? answer.memory.heap : 0
    },
    async replace() {
      gateway.process.kill('SIGKILL')
      await once(gateway.process, 'exit')
      await start()
    },
    end: () => gateway.end(),
  }
}
