import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { createLocalJWKSet, exportJWK, generateKeyPair, SignJWT } from 'jose'
import { Pool } from 'undici'
import { systemClock } from '#shared/clock.ts'
import { silentLogger } from '#shared/telemetry/logger.ts'
import { TOKEN_ALGORITHMS } from '../../gateway/auth/trusted-issuer.ts'
import { createTokenVerifier, type VerifyToken } from '../../gateway/auth/verify-token.ts'
import { createAccess, type OpenAccess } from '../../gateway/clients/access.ts'
import { createClientRegistry } from '../../gateway/clients/client-registry.ts'
import { DEMO_CLIENTS_FILE } from '../../gateway/clients/demo-clients.ts'
import { readClients } from '../../gateway/clients/parse-clients.ts'
import type { SubgraphLocation } from '../../gateway/execution/execution.ts'
import { createPlannedExecution, type PlannedExecution } from '../../gateway/execution/planned.ts'
import { stripAuthorisationSdl } from '../../gateway/execution/strip-directives.ts'
import { openGovernance } from '../../gateway/open-governance.ts'
import { startGatewayServer } from '../../gateway/server.ts'
import { openTemporaryStore } from '../support/temporary-store.ts'
import { QUERIES } from './queries.ts'
import { createSubgraphs, supergraphSdl } from './world/supergraph.ts'

/**
 * `npm run bench:access`: what knowing the caller, its scopes and its budget costs the bench's warm detail query over HTTP, in
 * CPU of the gateway, beside the same engine without them: a thousand tokens that were seen before, in turns. Batches of all
 * ways take turns; a ratio is taken within each turn. What happens once, or is too small to see, is told apart.
 */
const TOKENS = 1_000
const TURNS = 9
const REQUESTS = 1_000
const CONCURRENCY = 16
const PRICINGS = 100_000
const SCOPES =
  'customer.contact:read contract:read invoice:read payment:read finance:read case.text:read case:write'
const ISSUER = 'https://issuer.example'
const query = QUERIES.find(({ name }) => name === 'detail')?.text(0) ?? ''
const PRICED = `query ($first: Int) { customers(first: $first) { nodes {
  id invoices(first: $first) { nodes { id lines(first: $first) { nodes { id } } } } cases(first: 5) { nodes { id } } } } }`

interface Callers {
  tokens: string[]
  verify: VerifyToken
  access: OpenAccess
}

async function createCallers(): Promise<Callers> {
  const { privateKey, publicKey } = await generateKeyPair('ES256')
  const registry = createClientRegistry(readClients(DEMO_CLIENTS_FILE), [ISSUER])
  const keys = createLocalJWKSet({ keys: [{ ...(await exportJWK(publicKey)), alg: 'ES256' }] })
  const trusted = { issuer: ISSUER, audience: 'weft', algorithms: TOKEN_ALGORITHMS, keys }
  const sign = (subject: string): Promise<string> =>
    new SignJWT({ client_id: 'demo-application', scope: SCOPES })
      .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt' })
      .setIssuer(ISSUER)
      .setAudience('weft')
      .setSubject(subject)
      .setExpirationTime('1h')
      .sign(privateKey)
  const tokens = await Promise.all(Array.from({ length: TOKENS }, (_, index) => sign(`user-${index}`)))
  const access = createAccess(registry, undefined)
  return { tokens, access, verify: createTokenVerifier([trusted], systemClock, access) }
}

const cpuOf = ({ user, system }: NodeJS.CpuUsage): number => user + system

/** CPU microseconds of one verification of a token that nobody has seen; it fills the cache. */
async function verifyAll({ tokens, verify }: Callers): Promise<number> {
  const before = process.cpuUsage()
  for (const token of tokens) await verify(`Bearer ${token}`)
  return cpuOf(process.cpuUsage(before)) / tokens.length
}

/** CPU microseconds of pricing a known document by its variables: the engine without authorisation counts as well. */
function priceMany({ limits }: PlannedExecution): number {
  const measured = limits.measure(PRICED)
  const price = (first: number) =>
    limits.admitCost(measured, { operationName: undefined, coerced: { first } }, 'staff')
  for (let n = 0; n < PRICINGS; n += 1) price(n % 5)
  const before = process.cpuUsage()
  for (let n = 0; n < PRICINGS; n += 1) price(n % 5)
  return cpuOf(process.cpuUsage(before)) / PRICINGS
}

/** The same engine with more and more of what stands in front of it, each on a server of its own. */
async function startWays(callers: Callers, stack: AsyncDisposableStack) {
  const locations = new Map<string, SubgraphLocation>(
    createSubgraphs().map((subgraph) => [subgraph.name, { kind: 'local', subgraph }]),
  )
  const create = (sdl: string): PlannedExecution => {
    const execution = createPlannedExecution({ supergraphSdl: sdl, locations })
    stack.defer(() => execution.close())
    return execution
  }
  const caller = await callers.verify(`Bearer ${callers.tokens[0]}`)
  const given: VerifyToken = async () => caller
  const { store } = stack.use(await openTemporaryStore())
  const { clientOf } = callers.access
  const common = { clock: systemClock, logger: silentLogger }
  const governance = await openGovernance({ ...common, store, clientOf, auditRetentionDays: 400 })
  stack.defer(() => governance.close())
  const authorised = create(supergraphSdl)
  const ways = [
    ['engine alone', create(stripAuthorisationSdl(supergraphSdl)), given],
    ['+ scopes', authorised, given],
    ['+ identified', authorised, callers.verify],
    ['+ governed', governance.govern(create(supergraphSdl), supergraphSdl, 'graph'), callers.verify],
  ] as const
  const urls: [name: string, url: string][] = []
  for (const [name, execution, verifyToken] of ways) {
    const server = await startGatewayServer({
      ...{ ...common, host: '127.0.0.1', port: 0, execution, verifyToken, clientOf },
      ...{ developmentIssuer: undefined, readiness: [], operationTimeoutMs: 10_000 },
    })
    stack.defer(() => server.close())
    urls.push([name, server.url])
  }
  return { urls, pricing: priceMany(authorised) }
}

/** Resolves when the load has done what it was told; rejects when it has ended instead. */
async function tell(load: ChildProcess, message: string | string[]): Promise<void> {
  const ended = new AbortController()
  const end = (): void => ended.abort(new Error('the load has ended'))
  load.once('exit', end)
  load.send(message)
  await once(load, 'message', { signal: ended.signal })
  load.off('exit', end)
}

/** CPU microseconds of the gateway for one request of a batch. */
async function measure(load: ChildProcess, url: string): Promise<number> {
  const before = process.cpuUsage()
  await tell(load, url)
  return cpuOf(process.cpuUsage(before)) / REQUESTS
}

const median = (values: readonly number[]): number =>
  values.toSorted((one, other) => one - other)[values.length >> 1] ?? Number.NaN

async function compare(): Promise<void> {
  await using stack = new AsyncDisposableStack()
  const callers = await createCallers()
  const cold = await verifyAll(callers)
  const { urls, pricing } = await startWays(callers, stack)
  const load = fork(fileURLToPath(import.meta.url), ['load'])
  stack.defer(() => void load.kill())
  await tell(load, callers.tokens)
  for (const [, url] of urls) await measure(load, url)
  const turns: number[][] = []
  for (let turn = 0; turn < TURNS; turn += 1) {
    const times: number[] = []
    for (const [, url] of urls) times.push(await measure(load, url))
    turns.push(times)
  }
  const print = (name: string, text: string): void =>
    void process.stdout.write(`${name.padEnd(22)} ${text}\n`)
  for (const [index, [name]] of urls.entries()) {
    const ratios = turns.map((times) => (times[index] ?? 0) / (times[0] ?? 1))
    const spread = `(${Math.min(...ratios).toFixed(3)} to ${Math.max(...ratios).toFixed(3)})`
    const cpu = median(turns.map((times) => times[index] ?? 0)).toFixed(1)
    print(name, `${cpu} µs CPU a request, ${median(ratios).toFixed(3)} times ${spread}`)
  }
  print('a token never seen', `${cold.toFixed(1)} µs CPU more, once`)
  print('pricing by variables', `${pricing.toFixed(2)} µs CPU, in all of them`)
}

function sendLoad(): void {
  const pools = new Map<string, Pool>()
  let tokens: string[] = []
  let sent = 0
  const post = async (pool: Pool): Promise<void> => {
    sent += 1
    const authorization = `Bearer ${tokens[sent % tokens.length]}`
    const headers = { 'content-type': 'application/json', authorization }
    const { body, statusCode } = await pool.request({
      ...{ method: 'POST', path: '/graphql', headers, body: JSON.stringify({ query }) },
    })
    const text = await body.text()
    if (statusCode !== 200 || text.startsWith('{"errors"'))
      throw new Error(`answered ${statusCode}: ${text.slice(0, 200)}`)
  }
  const askMany = async (url: string): Promise<void> => {
    const pool = pools.get(url) ?? new Pool(url, { connections: CONCURRENCY })
    pools.set(url, pool)
    const one = async (): Promise<void> => {
      for (let n = 0; n < REQUESTS / CONCURRENCY; n += 1) await post(pool)
    }
    await Promise.all(Array.from({ length: CONCURRENCY }, one))
  }
  process.on('message', async (message: string | string[]) => {
    if (typeof message === 'string') await askMany(message)
    else tokens = message
    process.send?.('done')
  })
}

if (process.argv[2] === 'load') sendLoad()
else await compare()
