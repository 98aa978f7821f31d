import type { Settings } from '../gateway/settings.ts'
import type { Domains } from './start-domains.ts'

/**
 * Makes this process one of those that run processes and start what events start, unless the settings leave that to others;
 * `stack` ends it.
 */
export async function runProcesses(
  { processes, events }: Pick<Domains, 'processes' | 'events'>,
  { processConcurrency, processTriggers }: Pick<Settings, 'processConcurrency' | 'processTriggers'>,
  stack: AsyncDisposableStack,
): Promise<void> {
  if (processConcurrency === 0) return
  const worker = await processes.startWorker({ concurrency: processConcurrency })
  stack.defer(() => worker.close())
  const names = processTriggers ?? new Set()
  const followed = await processes.followEvents({ log: events.feed, names })
  stack.defer(() => followed.close())
}
