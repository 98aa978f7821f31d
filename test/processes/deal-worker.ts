import { DEFAULT_POLICY } from '#processes/policy.ts'
import { systemClock } from '#shared/clock.ts'
import { silentLogger } from '#shared/telemetry/logger.ts'
import { createDemoConfiguration } from '../../subgraphs/demo-configuration.ts'
import { startDomains } from '../../subgraphs/start-domains.ts'

/** A node that runs Weft's own processes, on a test's database and stand-ins, until it is killed. */
const domains = await startDomains({
  databaseUrl: process.env.DATABASE_URL,
  dataDirectory: '',
  connectionsFile: undefined,
  configuration: createDemoConfiguration(JSON.parse(process.env.EMULATORS ?? '[]')),
  environment: {},
  only: new Set(['processes']),
  processPolicy: { ...DEFAULT_POLICY, firstDelayMs: 1, longestDelayMs: 5 },
  clock: systemClock,
  logger: silentLogger,
})
await domains.processes.startWorker({ concurrency: 10 })
process.stdout.write('working\n')
