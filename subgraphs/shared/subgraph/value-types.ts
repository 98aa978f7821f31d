import type { Connection } from '../connections/connection.ts'
import { WeftError } from '../errors.ts'
import { exponentOf, formatAmount, type Money } from '../money.ts'

/** Resolvers of the value types that every subgraph answers alike. */
export function valueTypes(connections: ReadonlyMap<string, Connection>) {
  const connectionOf = ({ id }: { id: string }): Connection => {
    const connection = connections.get(id)
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
