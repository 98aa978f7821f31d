import { systemClock } from '#shared/clock.ts'
import { runCommand } from '#shared/run-command.ts'
import { WeftError } from '#shared/errors.ts'
import { credentialEnvironment, readSources } from '#shared/settings.ts'
import { createLogger } from '#shared/telemetry/logger.ts'
import { processPolicyOf, processRulesOf } from '../gateway/settings/processes.ts'
import { readSettings } from '../gateway/settings.ts'
import { untilAskedToStop } from '../gateway/shutdown.ts'
import { runProcesses } from './run-processes.ts'
import { startDomains } from './start-domains.ts'

/** `npm run processes`: a node that runs processes and answers nobody; as many of them as the work needs. */
async function main(): Promise<void> {
  const sources = readSources(process.env)
  const settings = readSettings(sources)
  if (settings.connectionsFile === undefined)
    throw new WeftError(
      'INVALID_SETTING',
      'CONNECTIONS_FILE must be set: the demo world is that of `npm start`',
    )
  if (settings.processConcurrency === 0)
    throw new WeftError('INVALID_SETTING', 'PROCESS_CONCURRENCY must not be 0 where processes shall run')
  const logger = createLogger(settings.logLevel)
  const asked = untilAskedToStop(logger)
  await using stack = new AsyncDisposableStack()
  const domains = await startDomains({
    ...settings,
    environment: credentialEnvironment(sources),
    only: new Set(['processes']),
    processPolicy: processPolicyOf(settings),
    processRules: processRulesOf(settings),
    clock: systemClock,
    logger,
  })
  stack.defer(() => domains.close())
  await runProcesses(domains, settings, stack)
  process.stdout.write('processes run here\n')
  await asked
}

await runCommand(main)
