import type { Settings } from '../gateway/settings.ts'
import type { Domains } from './start-domains.ts'

/** Makes this process one of those that run processes, unless the settings leave that to others; `stack` ends it. */
export async function runProcesses(
  { processes }: Pick<Domains, 'processes'>,
  { processConcurrency }: Pick<Settings, 'processConcurrency'>,
  stack: AsyncDisposableStack,
): Promise<void> {
  if (processConcurrency === 0) return
  const worker = await processes.startWorker({ concurrency: processConcurrency })
  stack.defer(() => worker.close())
}
