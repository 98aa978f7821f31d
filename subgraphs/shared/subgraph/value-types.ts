import type { Connection, SystemDomain } from '../connections/connection.ts'
import { WeftError } from '../errors.ts'
import { exponentOf, formatAmount, type Money } from '../money.ts'

type NamedSystem = Pick<Connection, 'name' | 'vendor' | 'environment'> & { domain: SystemDomain | 'GATEWAY' }

/** Weft's own part in what crosses systems: runs, and steps that ask nobody. */
export const WEFT_ITSELF = {
  id: 'weft',
  name: 'Weft',
  vendor: 'weft',
  domain: 'GATEWAY',
  environment: 'PRODUCTION',
} as const

/** Resolvers of the value types that every subgraph answers alike. */
export function valueTypes(connections: ReadonlyMap<string, Connection>) {
  const connectionOf = ({ id }: { id: string }): NamedSystem => {
    const connection = connections.get(id) ?? (id === WEFT_ITSELF.id ? WEFT_ITSELF : undefined)
    if (!connection) throw new WeftError('NOT_CONFIGURED', `there is no connection ${id}`)
    return connection
  }
  return {
    Money: {
      amount: formatAmount,
      exponent: ({ currencyCode }: Money) => exponentOf(currencyCode),
      minorUnits: ({ minorUnits }: Money) => minorUnits.toString(),
    },
    SystemInstance: {
      name: (system: { id: string }) => connectionOf(system).name,
      provider: (system: { id: string }) => connectionOf(system).vendor,
      domain: (system: { id: string }) => connectionOf(system).domain,
      environment: (system: { id: string }) => connectionOf(system).environment,
    },
  }
}
