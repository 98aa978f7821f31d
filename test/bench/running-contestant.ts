import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import type { Contestant } from './contestants.ts'
import type { FromContestant, Usage } from './contestants/contestant.ts'

/** A contestant in its process. */
export interface RunningContestant extends Contestant {
  url: string
  usage(): Promise<Usage>
  end(): void
}

/** Starts a contestant and waits until it answers. Rejects when its process ends before, as `usage` does later. */
export async function startContestant(
  contestant: Contestant,
  subgraphsUrl: string | undefined,
): Promise<RunningContestant> {
  const child = fork(new URL(contestant.file, import.meta.url), subgraphsUrl ? [subgraphsUrl] : [], {
    execArgv: ['--no-warnings'],
    env: {
      ...process.env,
      NODE_ENV: 'production',
      APOLLO_TELEMETRY_DISABLED: 'true',
      ...contestant.environment,
    },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const ended = hasEnded(child, contestant)
  ended.catch(() => {})
  const next = async (): Promise<FromContestant> => {
    const { promise, resolve } = Promise.withResolvers<FromContestant>()
    child.once('message', resolve)
    return Promise.race([promise, ended])
  }
  const first = await next()
  return {
    ...contestant,
    url: 'ready' in first ? first.ready : '',
    async usage() {
      if (child.connected) child.send('usage')
      const message = await next()
      return 'usage' in message ? message.usage : { cpuMs: 0, rssMb: 0 }
    },
    end: () => child.connected && child.disconnect(),
  }
}

async function hasEnded(child: ChildProcess, { name }: Contestant): Promise<never> {
  await once(child, 'exit')
  throw new Error(`${name} has ended`)
}
