import { randomUUID } from 'node:crypto'
import type { Clock } from '#shared/clock.ts'
import type { Logger } from '#shared/telemetry/logger.ts'
import type { Execution } from '../execution/execution.ts'
import { DEMO_ROLES } from './demo-roles.ts'

const QUERY = `query DemoCustomer($name: String!) {
  customers(first: 20, filter: { text: $name }) { nodes { id displayName } }
}`

const TIME_LIMIT_MS = 10_000

interface Found {
  customers?: { nodes: { id: string; displayName: string }[] } | null
}

/**
 * The ids of the customers that demo roles are limited to, by name, asked of the graph itself. A name that no customer
 * or more than one has is left out: such a role sees nothing of it.
 */
export async function findDemoCustomers(
  execution: Execution,
  { clock, logger }: { clock: Clock; logger: Logger },
): Promise<Record<string, string>> {
  const names = new Set(Object.values(DEMO_ROLES).flatMap(({ customers }) => customers ?? []))
  const ids: Record<string, string> = {}
  for (const name of names) {
    const { data } = await execution.execute(
      { query: QUERY, variables: { name } },
      {
        correlationId: randomUUID(),
        signal: AbortSignal.timeout(TIME_LIMIT_MS),
        caller: {
          subject: 'development-issuer',
          clientId: 'weft',
          scopes: new Set(),
          customerIds: undefined,
          businessUnits: undefined,
        },
        logger,
        receivedAt: clock.now(),
      },
    )
    const nodes = (data as Found | null | undefined)?.customers?.nodes ?? []
    const [only, ...others] = nodes.filter(({ displayName }) => displayName === name)
    if (only && others.length === 0) ids[name] = only.id
  }
  return ids
}
