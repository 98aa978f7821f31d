import { flushCompileCache } from 'node:module'
import type { Configuration } from '#shared/connections/configuration.ts'
import { silentLogger } from '#shared/telemetry/logger.ts'
import { startDomains } from '../../../subgraphs/start-domains.ts'
import { createKillPoints, type KillPoint } from './kill-points.ts'
import { observeSteps } from './observe.ts'
import { plantIn, type PlantName } from './plants.ts'
import { POLICY } from './policy.ts'

/** What a node is started with. */
export interface NodeOptions {
  databaseUrl: string
  configuration: Configuration
  plant: PlantName | undefined
  /** How far its clock is ahead of the machine's. */
  aheadMs?: number
}

/** A wish of a caller: a deal is to be delivered. */
export interface StartWish {
  idempotencyKey: string
  opportunityId: string
}

export type ToNode = { start: StartWish } | { dieAt: KillPoint } | { aheadMs: number } | 'live on'
export type FromNode =
  | { ready: string }
  | { accepted: { idempotencyKey: string; runId: string | undefined; replayed: boolean } }
  | { refused: { idempotencyKey: string; codes: string[] } }
  | { failed: { idempotencyKey: string } }

/** A node as `npm start` has one, without its sockets: it takes wishes and runs processes until it is killed. */
const { databaseUrl, configuration, plant, ...options } = JSON.parse(
  process.env.SOAK_NODE ?? '',
) as NodeOptions
let { aheadMs = 0 } = options
const domains = await startDomains({
  databaseUrl,
  dataDirectory: '',
  connectionsFile: undefined,
  configuration,
  only: new Set(['processes']),
  environment: {},
  processPolicy: POLICY,
  clock: { now: () => new Date(Date.now() + aheadMs) },
  logger: silentLogger,
})
const { processes } = domains
const killPoints = createKillPoints()
killPoints.put(processes.engine)
observeSteps(processes.engine)
const accept = plantIn(plant, processes)
const worker = await processes.startWorker({ concurrency: 20 })

const tell = (message: FromNode): void => void process.send?.(message)

async function start({ idempotencyKey, opportunityId }: StartWish): Promise<void> {
  const opportunityRef = { systemId: 'crm-salesforce', objectType: 'Opportunity', externalId: opportunityId }
  const started = await accept(
    'QUOTE_TO_CASH',
    { opportunityRef },
    {
      clientId: 'soak',
      startedBy: 'soak',
      operation: 'startQuoteToCash',
      correlationId: idempotencyKey,
      idempotencyKey,
    },
  )
  if ('userErrors' in started)
    tell({ refused: { idempotencyKey, codes: started.userErrors.map(({ code }) => code) } })
  else tell({ accepted: { idempotencyKey, runId: started.answer.runId, replayed: started.replayed } })
}

process.on('message', (message: ToNode) => {
  if (message === 'live on') return killPoints.disarm()
  if ('dieAt' in message) return killPoints.arm(message.dieAt)
  if ('aheadMs' in message) {
    aheadMs = message.aheadMs
    return
  }
  const { idempotencyKey } = message.start
  start(message.start).catch(() => tell({ failed: { idempotencyKey } }))
})
process.once('disconnect', () => process.exit())
// Who is killed writes no cache when it ends.
flushCompileCache()
tell({ ready: worker.node })
