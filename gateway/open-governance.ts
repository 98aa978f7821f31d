import { parse } from 'graphql'
import type { Clock } from '#shared/clock.ts'
import type { Store } from '#shared/store/store.ts'
import type { Logger } from '#shared/telemetry/logger.ts'
import type { Metric } from '#shared/telemetry/metric.ts'
import { openAuditTrail } from './audit/audit-trail.ts'
import type { Client } from './clients/client.ts'
import type { PricedExecution } from './execution/execution.ts'
import { governExecution } from './governed-execution.ts'
import { openClientBudgets } from './limits/throttle/client-budgets.ts'
import { type Audience, createOperationFacts } from './usage/operation-facts.ts'
import { openUsage } from './usage/usage.ts'

export interface GovernanceOptions {
  store: Store
  /** What is registered of a caller's client; undefined: nothing, and it has no budget. */
  clientOf(clientId: string): Client | undefined
  auditRetentionDays: number
  clock: Clock
  logger: Logger
  /** How long what is counted and audited waits for more; undefined: as long as suits each. */
  flushEveryMs?: number | undefined
}

/** Accounts for what clients do, by any number of executions over one store. */
export interface OpenGovernance {
  /** `audience`: whose graph it runs. */
  govern<Governed extends PricedExecution>(
    execution: Governed,
    supergraphSdl: string,
    audience?: Audience,
  ): Governed
  readonly metrics: readonly Metric[]
  /** Writes what was counted and audited and waits for others. */
  flush(): Promise<void>
  /** Writes what waits, and gives back what was drawn and not spent. */
  close(): Promise<void>
}

/** Opens budgets, usage and the audit trail; their tables are brought up to date. */
export async function openGovernance(options: GovernanceOptions): Promise<OpenGovernance> {
  const { store, clock, logger, clientOf, auditRetentionDays: retentionDays, flushEveryMs } = options
  await using stack = new AsyncDisposableStack()
  const budgets = await openClientBudgets(store, clock)
  stack.defer(() => budgets.close())
  const usage = await openUsage(store, logger, flushEveryMs)
  stack.defer(() => usage.close())
  const audit = await openAuditTrail({ store, retentionDays, logger, flushEveryMs })
  stack.defer(() => audit.close())
  const owned = stack.move()
  return {
    govern(execution, supergraphSdl, audience) {
      const supergraph = parse(supergraphSdl, { noLocation: true })
      const factsOf = createOperationFacts(execution.schema, supergraph, audience)
      return governExecution(execution, { clientOf, budgets, usage, audit }, factsOf)
    },
    metrics: [...usage.metrics, ...audit.metrics],
    flush: async () => void (await Promise.all([usage.flush(), audit.flush()])),
    close: () => owned.disposeAsync(),
  }
}
