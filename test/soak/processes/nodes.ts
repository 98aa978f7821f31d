import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import { nextMessage, startChild, untilEnded } from './child.ts'
import type { KillPoint } from './kill-points.ts'
import type { FromNode, NodeOptions, ToNode } from './node.ts'

/** One of several nodes on one database. */
export interface SoakNode {
  /** As the journal knows it; another one after each start. */
  readonly id: string
  /** False while another one is started in its place. */
  readonly isUp: boolean
  ask(message: ToNode): void
  /** Called with what it says, whichever process it is. */
  onMessage(listen: (message: FromNode) => void): void
  /** kill -9. */
  kill(): Promise<void>
  /** Lets it die at a point; false: it did not come by in time, and lives. `within`: milliseconds, or until it is aborted. */
  dieAt(point: KillPoint, within: number | AbortSignal): Promise<boolean>
  /** As a machine that stands still. */
  freeze(): void
  thaw(): void
  /** Another process in its place, with the options as they are by then. */
  start(): Promise<void>
  end(): Promise<void>
}

export async function startNode(options: NodeOptions, cacheDirectory: string): Promise<SoakNode> {
  const environmentNow = () => ({
    SOAK_NODE: JSON.stringify(options),
    NODE_COMPILE_CACHE: cacheDirectory,
  })
  const listeners: ((message: FromNode) => void)[] = []
  let [child, id, isUp]: [ChildProcess | undefined, string, boolean] = [undefined, '', false]
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    isUp = false
    if (!child) return
    child.kill(signal)
    await untilEnded(child)
  }
  const node: SoakNode = {
    get id() {
      return id
    },
    get isUp() {
      return isUp && child?.connected === true
    },
    ask: (message) => void child?.send(message, () => {}),
    onMessage: (listen) => void listeners.push(listen),
    kill: () => end('SIGKILL'),
    async dieAt(point, within) {
      if (!child) return false
      node.ask({ dieAt: point })
      const over = new AbortController()
      const isOver =
        typeof within === 'number'
          ? delay(within, false, { signal: over.signal })
          : once(within, 'abort', { signal: over.signal }).then(() => false)
      const isDead = await Promise.race([untilEnded(child).then(() => true), isOver])
      isOver.catch(() => {})
      over.abort()
      if (isDead) isUp = false
      else node.ask('live on')
      return isDead
    },
    freeze: () => void child?.kill('SIGSTOP'),
    thaw: () => void child?.kill('SIGCONT'),
    async start() {
      const started = startChild('node.ts', { environment: environmentNow() })
      const first = await nextMessage<FromNode>(started)
      if ('ready' in first) id = first.ready
      started.on('message', (message: FromNode) => {
        for (const listen of listeners) listen(message)
      })
      child = started
      isUp = true
    },
    end: () => end('SIGKILL'),
  }
  await node.start()
  return node
}
