import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { createLocalJWKSet, exportJWK, generateKeyPair, SignJWT } from 'jose'
import { Pool } from 'undici'
import { systemClock } from '#shared/clock.ts'
import { silentLogger } from '#shared/telemetry/logger.ts'
import { TOKEN_ALGORITHMS } from '../../gateway/auth/trusted-issuer.ts'
import { createTokenVerifier, type VerifyToken } from '../../gateway/auth/verify-token.ts'
import { createAccess } from '../../gateway/clients/access.ts'
import { createClientRegistry } from '../../gateway/clients/client-registry.ts'
import { DEMO_CLIENTS_FILE } from '../../gateway/clients/demo-clients.ts'
import { readClients } from '../../gateway/clients/parse-clients.ts'
import type { SubgraphLocation } from '../../gateway/execution/execution.ts'
import { createPlannedExecution } from '../../gateway/execution/planned.ts'
import { startGatewayServer } from '../../gateway/server.ts'
import { QUERIES } from './queries.ts'
import { createSubgraphs, supergraphSdl } from './world/supergraph.ts'

/**
 * `node test/bench/access.ts`: what knowing the caller costs the bench's warm detail query over HTTP, in CPU of the gateway:
 * a thousand tokens that were seen before, in turns, against a caller that is given. Batches of both take turns, and the
 * quietest of each counts. A verification of a token that was never seen is told apart.
 */
const TOKENS = 1_000
const BATCHES = 16
const REQUESTS = 2_000
const CONCURRENCY = 16
const ISSUER = 'https://issuer.example'
const query = QUERIES.find(({ name }) => name === 'detail')?.text(0) ?? ''

async function createTokens(): Promise<{ tokens: string[]; verify: VerifyToken }> {
  const { privateKey, publicKey } = await generateKeyPair('ES256')
  const registry = createClientRegistry(readClients(DEMO_CLIENTS_FILE), [ISSUER])
  const keys = createLocalJWKSet({ keys: [{ ...(await exportJWK(publicKey)), alg: 'ES256' }] })
  const trusted = { issuer: ISSUER, audience: 'weft', algorithms: TOKEN_ALGORITHMS, keys }
  const sign = (subject: string): Promise<string> =>
    new SignJWT({ client_id: 'demo-application', scope: 'invoice:read payment:read case:write' })
      .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt' })
      .setIssuer(ISSUER)
      .setAudience('weft')
      .setSubject(subject)
      .setExpirationTime('1h')
      .sign(privateKey)
  const tokens = await Promise.all(Array.from({ length: TOKENS }, (_, index) => sign(`user-${index}`)))
  return { tokens, verify: createTokenVerifier([trusted], systemClock, createAccess(registry, undefined)) }
}

const cpuOf = ({ user, system }: NodeJS.CpuUsage): number => user + system

/** CPU microseconds of one verification of a token that nobody has seen; it fills the cache. */
async function verifyAll(tokens: readonly string[], verify: VerifyToken): Promise<number> {
  const before = process.cpuUsage()
  for (const token of tokens) await verify(`Bearer ${token}`)
  return cpuOf(process.cpuUsage(before)) / tokens.length
}

/** CPU microseconds of the gateway for one request of a batch. */
async function measure(load: ChildProcess): Promise<number> {
  const before = process.cpuUsage()
  load.send('go')
  await once(load, 'message')
  return cpuOf(process.cpuUsage(before)) / REQUESTS
}

async function compare(): Promise<void> {
  const locations = new Map<string, SubgraphLocation>(
    createSubgraphs().map((subgraph) => [subgraph.name, { kind: 'local', subgraph }]),
  )
  const execution = createPlannedExecution({ supergraphSdl, locations })
  const { tokens, verify } = await createTokens()
  const cold = await verifyAll(tokens, verify)
  const caller = await verify(`Bearer ${tokens[0]}`)
  let isGiven = true
  const server = await startGatewayServer({
    ...{ host: '127.0.0.1', port: 0, execution, developmentIssuer: undefined, readiness: [] },
    verifyToken: async (authorization) => (isGiven ? caller : verify(authorization)),
    ...{ operationTimeoutMs: 10_000, clock: systemClock, logger: silentLogger },
  })
  const load = fork(fileURLToPath(import.meta.url), ['load', server.url])
  load.send(tokens)
  await once(load, 'message')
  await measure(load)
  const best = { given: Number.POSITIVE_INFINITY, identified: Number.POSITIVE_INFINITY }
  for (let batch = 0; batch < BATCHES; batch += 1)
    for (const way of ['given', 'identified'] as const) {
      isGiven = way === 'given'
      best[way] = Math.min(best[way], await measure(load))
    }
  process.stdout.write(
    [
      `caller given             ${best.given.toFixed(1)} µs CPU a request`,
      `identified, ${TOKENS} tokens  ${best.identified.toFixed(1)} µs CPU a request: ${(best.identified / best.given).toFixed(3)} times`,
      `a token never seen       ${cold.toFixed(1)} µs CPU more, once`,
      '',
    ].join('\n'),
  )
  load.kill()
  await server.close()
  await execution.close()
}

function sendLoad(url: string): void {
  const pool = new Pool(url, { connections: CONCURRENCY })
  let tokens: string[] = []
  let sent = 0
  const post = async (): Promise<void> => {
    sent += 1
    const authorization = `Bearer ${tokens[sent % tokens.length]}`
    const headers = { 'content-type': 'application/json', authorization }
    const { body, statusCode } = await pool.request({
      ...{ method: 'POST', path: '/graphql', headers, body: JSON.stringify({ query }) },
    })
    await body.dump()
    if (statusCode !== 200) throw new Error(`answered ${statusCode}`)
  }
  process.on('message', async (message: 'go' | string[]) => {
    if (message !== 'go') tokens = message
    else
      await Promise.all(
        Array.from({ length: CONCURRENCY }, async () => {
          for (let n = 0; n < REQUESTS / CONCURRENCY; n += 1) await post()
        }),
      )
    process.send?.('done')
  })
}

const [, , way, url = ''] = process.argv
if (way === 'load') sendLoad(url)
else await compare()
