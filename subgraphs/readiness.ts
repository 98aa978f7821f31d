import type { Domains } from './start-domains.ts'

/** What a process over these domains needs before it answers well, and which systems it could not read at its start. */
export function readinessOfDomains(domains: Domains) {
  // Links are found once, by the process that owns them.
  return [storeCheck(domains), ...(domains.subgraphs.has('crosswalk') ? discoveryChecks(domains) : [])]
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

function discoveryChecks({ discovery, connections }: Domains) {
  return [
    {
      name: 'discovery',
      required: true,
      async reason() {
        const { ready, phase, scans } = discovery.progress()
        if (ready) return undefined
        const records = scans.reduce((sum, scan) => sum + scan.records, 0)
        return `${phase.toLowerCase().replace('_', ' ')}: ${records} records read`
      },
    },
    ...connections.map(({ id }) => ({
      name: `connection ${id}`,
      required: false,
      async reason() {
        const failed = discovery
          .progress()
          .scans.find((scan) => scan.connectionId === id && scan.state === 'FAILED')
        return failed && `its records could not be read (${failed.code ?? 'INTERNAL'})`
      },
    })),
  ]
}
