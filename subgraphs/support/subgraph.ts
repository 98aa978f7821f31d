import { WeftError } from '#shared/errors.ts'
import { createDomainContexts, type DomainOptions } from '#shared/subgraph/domain-context.ts'
import { createSubgraph, type Subgraph } from '#shared/subgraph/subgraph.ts'
import type { WriteDesk } from '#shared/subgraph/write-desk.ts'
import type { Context, Writing } from './context.ts'
import { createLoaders } from './loaders.ts'
import type { SupportProvider } from './provider.ts'
import { resolvers } from './resolvers/index.ts'

export interface SupportOptions extends DomainOptions<SupportProvider> {
  /** Absent: nothing is written. */
  writeDesk?: WriteDesk
}

/** The support domain: cases, support entitlements, and what support knows of customers and contracts. */
export function createSupportSubgraph(options: SupportOptions): Subgraph<Context> {
  const createContext = createDomainContexts(options, createLoaders)
  const writing = writingOf(options)
  return createSubgraph({
    name: 'support',
    schemaFile: new URL('schema.graphql', import.meta.url),
    resolvers,
    connections: options.connections,
    createContext: (request) => Object.assign(createContext(request), { writing }),
  })
}

function writingOf({ providers, writeDesk: desk }: SupportOptions): Writing | undefined {
  if (!desk) return undefined
  const writesByConnection = new Map(providers.map(({ connection, writes }) => [connection.id, writes]))
  return {
    desk,
    writesOf(connectionId) {
      const writes = writesByConnection.get(connectionId)
      if (writes) return writes
      throw new WeftError('NOT_CONFIGURED', 'the system cannot be written to', { system: connectionId })
    },
  }
}
