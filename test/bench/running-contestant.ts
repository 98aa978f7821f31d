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

/** Starts a contestant and waits until it answers. Rejects when its process ends before. */
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
  const url = await addressOf(child, contestant)
  return {
    ...contestant,
    url,
    async usage() {
      child.send('usage')
      return new Promise((resolve) =>
        child.once('message', (message: FromContestant) => 'usage' in message && resolve(message.usage)),
      )
    },
    end: () => child.connected && child.disconnect(),
  }
}

async function addressOf(child: ChildProcess, { name }: Contestant): Promise<string> {
  const [message] = await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(() => Promise.reject(new Error(`${name} does not start`))),
  ])
  return (message as { ready: string }).ready
}
