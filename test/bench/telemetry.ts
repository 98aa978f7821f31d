import { execFileSync } from 'node:child_process'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import type { RequestContext } from '#shared/subgraph/context.ts'
import { silentLogger } from '#shared/telemetry/logger.ts'
import type { Execution, SubgraphLocation } from '../../gateway/execution/execution.ts'
import { createPlannedExecution } from '../../gateway/execution/planned.ts'
import { openTelemetry, type Telemetry } from '../../gateway/telemetry/telemetry.ts'
import { QUERIES } from './queries.ts'
import { createSubgraphs, supergraphSdl } from './world/supergraph.ts'
import { issueToken, verifyToken } from './world/tokens.ts'

/**
 * `node test/bench/telemetry.ts`: what measuring costs the bench's warm detail query, in CPU of the execution alone. Each
 * way of measuring runs in processes of its own, in turns; the quietest run of each counts, as noise only ever adds.
 */
const ROUNDS = 5
const BATCHES = 30
const OPERATIONS = 500
/** The share of operations that is traced; undefined: no trace is written at all. */
const WAYS: Readonly<Record<string, { metrics: boolean; traced?: number }>> = {
  'nothing measured': { metrics: false },
  metrics: { metrics: true },
  'metrics, 1 % traced': { metrics: true, traced: 0.01 },
  'metrics, all traced': { metrics: true, traced: 1 },
}

/** Takes spans and forgets them. */
async function startReceiver(): Promise<{ endpoint: string; close(): void }> {
  const server = createServer((incoming, response) => {
    incoming.resume().once('end', () => response.end('{}'))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    endpoint: `http://127.0.0.1:${port}`,
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}

function createExecution(telemetry: Telemetry | undefined): Execution {
  const locations = new Map<string, SubgraphLocation>(
    createSubgraphs().map((subgraph) => [subgraph.name, { kind: 'local', subgraph }]),
  )
  const execution = createPlannedExecution({ supergraphSdl, locations, observer: telemetry?.observer })
  return telemetry ? telemetry.observe(execution) : execution
}

const query = QUERIES.find(({ name }) => name === 'detail')?.text(0) ?? ''
const caller = verifyToken(`Bearer ${issueToken('bench')}`)
const { signal } = new AbortController()

const createRequest = (): RequestContext => ({
  caller,
  correlationId: 'bench',
  logger: silentLogger,
  transport: 'http',
  span: undefined,
  receivedAt: new Date(),
  signal,
})

/** CPU microseconds of one operation, in the quietest batch. */
async function measure(execution: Execution): Promise<number> {
  let best = Number.POSITIVE_INFINITY
  for (let batch = 0; batch < BATCHES; batch += 1) {
    const before = process.cpuUsage()
    for (let n = 0; n < OPERATIONS; n += 1) await execution.execute({ query }, createRequest())
    const { user, system } = process.cpuUsage(before)
    best = Math.min(best, (user + system) / OPERATIONS)
  }
  return best
}

async function runAlone(name: string): Promise<void> {
  const { metrics = false, traced } = WAYS[name] ?? {}
  const receiver = await startReceiver()
  const telemetry = await openTelemetry({
    otlpEndpoint: traced === undefined ? undefined : receiver.endpoint,
    otlpHeaders: undefined,
    serviceName: 'bench',
    tracesSampler: 'parentbased_traceidratio',
    tracesSamplerRatio: traced ?? 0,
    traceClients: 'link',
    logger: silentLogger,
    systems: [],
  })
  const execution = createExecution(metrics ? telemetry : undefined)
  process.stdout.write(String(await measure(execution)))
  await Promise.all([telemetry.close(), execution.close()])
  receiver.close()
}

function runAll(): void {
  const best = new Map<string, number>()
  for (let round = 0; round < ROUNDS; round += 1)
    for (const name of Object.keys(WAYS)) {
      const args = [fileURLToPath(import.meta.url), name]
      const cpu = Number(execFileSync(process.execPath, args, { encoding: 'utf8' }))
      best.set(name, Math.min(best.get(name) ?? cpu, cpu))
    }
  const [base = 0] = best.values()
  for (const [name, cpu] of best) {
    const more = (cpu - base).toFixed(1).padStart(5)
    process.stdout.write(
      `${name.padEnd(22)} ${cpu.toFixed(1).padStart(5)} µs CPU an operation, ${more} µs more\n`,
    )
  }
}

const [, , way] = process.argv
if (way === undefined) runAll()
else await runAlone(way)
