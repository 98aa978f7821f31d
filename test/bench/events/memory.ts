import { setTimeout as sleep } from 'node:timers/promises'

/** What a process holds after collection, in bytes. */
export interface Memory {
  heap: number
  rss: number
}

/** What the bench and a process under load say to each other. */
export type FromServer = { ready: string } | { memory: Memory } | { cpuMs: number }
export type ToServer = 'memory' | 'cpu'

/** Twice, a moment apart: the first collection may leave what finalizers still hold. */
async function memory(): Promise<Memory> {
  for (let times = 0; times < 2; times += 1) {
    globalThis.gc?.()
    await sleep(100)
  }
  const { heapUsed, external, rss } = process.memoryUsage()
  return { heap: heapUsed + external, rss }
}

const say = (message: FromServer): void => void process.send?.(message)

/** Tells the bench where this process answers, and what it holds and has used when it is asked. */
export function announceWithMemory(url: string): void {
  process.on('message', (message: ToServer) => {
    if (message === 'memory') void memory().then((held) => say({ memory: held }))
    if (message === 'cpu') {
      const { user, system } = process.cpuUsage()
      say({ cpuMs: (user + system) / 1000 })
    }
  })
  process.once('disconnect', () => process.exit())
  say({ ready: url })
}
