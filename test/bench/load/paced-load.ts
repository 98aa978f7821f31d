import { fork } from 'node:child_process'
import { once } from 'node:events'

/** So many requests a second, whoever is slow to answer. */
export interface PacedOrder {
  url: string
  /** `hostile`: the scenario's attacks in turn. */
  kind: 'honest' | 'hostile'
  perSecond: number
  seconds: number
}

export interface Timing {
  title: string
  ms: number
  /** By a limit. */
  isRefused: boolean
}

/** A process that sends requests at their times. */
export interface PacedLoad {
  run(order: PacedOrder): Promise<readonly Timing[]>
  end(): void
}

const FILE = new URL('./paced.ts', import.meta.url)

/** Starts a process that sends requests at their times. */
export function startPacedLoad(): PacedLoad {
  const child = fork(FILE, { execArgv: ['--no-warnings'] })
  return {
    async run(order) {
      child.send(order)
      const [timings] = await once(child, 'message')
      return timings as readonly Timing[]
    },
    end: () => child.disconnect(),
  }
}
