import { checksOfDeliveries } from '#events/outbound/measures.ts'
import type { Domains } from './start-domains.ts'

/** What a process over these domains needs before it answers well, and which systems it could not read at its start. */
export function readinessOfDomains(domains: Domains) {
  // Links are found once, by the process that owns them.
  const discovery = domains.subgraphs.has('crosswalk') ? [discoveryCheck(domains)] : []
  const endpoints = checksOfDeliveries(domains.events.deliveries, domains.store)
  return [storeCheck(domains), ...discovery, ...connectionChecks(domains), ...endpoints]
}

function storeCheck({ store }: Domains) {
  return {
    name: 'store',
    required: true,
    reason: () =>
      store.query('select 1').then(
        () => undefined,
        () => 'the database does not answer',
      ),
  }
}

function discoveryCheck({ discovery }: Domains) {
  return {
    name: 'discovery',
    required: true,
    async reason() {
      const { ready, phase, scans } = discovery.progress()
      if (ready) return undefined
      const records = scans.reduce((sum, scan) => sum + scan.records, 0)
      return `${phase.toLowerCase().replace('_', ' ')}: ${records} records read`
    },
  }
}

/** A system that is down costs its own fields and nothing else: no gateway is unready for it. */
function connectionChecks({ discovery, connections, systemState }: Domains) {
  return connections.map(({ id }) => ({
    name: `connection ${id}`,
    required: false,
    state: () => ({ circuit: systemState(id).circuit }),
    async reason() {
      if (systemState(id).circuit !== 'CLOSED') return 'it failed repeatedly and is left alone for a moment'
      const failed = discovery
        .progress()
        .scans.find((scan) => scan.connectionId === id && scan.state === 'FAILED')
      return failed && `its records could not be read (${failed.code ?? 'INTERNAL'})`
    },
  }))
}
