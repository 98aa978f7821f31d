import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { openTemporaryStore } from '../../support/temporary-store.ts'
import { installPeers } from '../install-peers.ts'
import { measureEscalation } from './escalation.ts'
import { assertMayOpen } from './open-files.ts'
import { startRemote, startSubgraph } from './remote.ts'
import { type EventsReport, formatEventsReport } from './report.ts'
import { measureSockets, type SocketsMeasurement } from './sockets.ts'
import { measureWebhooks, prepareRecords, type WebhooksMeasurement } from './webhooks.ts'
import { startWeftLog } from './weft-log.ts'

/** `npm run bench:events`: sockets, broadcast, webhooks and ingestion, in one run. README.md says how to read it. */
const { values } = parseArgs({
  options: {
    sockets: { type: 'string', default: '10000' },
    'peer-sockets': { type: 'string', default: '2000' },
    rounds: { type: 'string', default: '9' },
    only: { type: 'string', multiple: true, default: [] },
  },
})
const SOCKETS = Number(values.sockets)
const PEER_SOCKETS = Number(values['peer-sockets'])
const ROUNDS = Number(values.rounds)
const RESULTS = new URL('../results/', import.meta.url)

/** The first is ours; all are in front of the same subgraph over HTTP. */
const IN_FRONT = [
  { name: 'weft, HTTP', file: 'weft-remote.ts' },
  { name: 'Hive, a request for each source, HTTP', file: '../peers/hive-events.ts' },
  { name: 'Hive, one socket for all sources, HTTP', file: '../peers/hive-events.ts', parameters: ['ws'] },
] as const

const isChosen = (part: string): boolean => values.only.length === 0 || values.only.includes(part)

/** Weft as it is: the event log over PostgreSQL, on its own server for as long as this lasts. */
async function measureLog(): Promise<{ sockets: SocketsMeasurement[]; webhooks?: WebhooksMeasurement }> {
  if (!isChosen('sockets') && !isChosen('webhooks')) return { sockets: [] }
  await using running = await openTemporaryStore()
  const { store } = running
  const nativeIds = await prepareRecords(store)
  const server = await startWeftLog(store)
  try {
    const sockets = isChosen('sockets')
      ? [await measureSockets(server, { sockets: SOCKETS, rounds: ROUNDS })]
      : []
    if (!isChosen('webhooks')) return { sockets }
    const effort = { rounds: 5, pacedPerSecond: 1_000, pacedSeconds: 8, ingested: 30_000 }
    return { sockets, webhooks: await measureWebhooks({ url: server.origin, store, nativeIds }, effort) }
  } finally {
    server.process.end()
  }
}

/** One after the other: two gateways under load at once would measure each other. */
async function measurePeers(): Promise<SocketsMeasurement[]> {
  if (!isChosen('peers')) return []
  installPeers()
  const measured: SocketsMeasurement[] = []
  for (const { name, ...gateway } of IN_FRONT) {
    const subgraph = await startSubgraph()
    const server = await startRemote(name, gateway, subgraph)
    measured.push(await measureSockets(server, { sockets: PEER_SOCKETS, rounds: ROUNDS }))
    server.process.end()
    subgraph.end()
  }
  return measured
}

function save(report: EventsReport): void {
  const machine = { node: process.version, cpus: cpus().length, model: cpus()[0]?.model }
  mkdirSync(RESULTS, { recursive: true })
  const name = `events-${new Date().toISOString().replaceAll(':', '-')}.json`
  writeFileSync(new URL(name, RESULTS), `${JSON.stringify({ machine, ...report }, null, 2)}\n`)
}

// A gateway may have a socket to its subgraph for each of its clients.
assertMayOpen(Math.max(SOCKETS, 2 * PEER_SOCKETS))
const { sockets, webhooks } = await measureLog()
const report: EventsReport = {
  sockets: [...sockets, ...(await measurePeers())],
  webhooks,
  escalation: isChosen('escalation') ? await measureEscalation(20) : undefined,
}
save(report)
process.stdout.write(`${formatEventsReport(report)}\n`)
