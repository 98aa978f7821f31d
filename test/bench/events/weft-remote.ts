import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { silentLogger } from '#shared/telemetry/logger.ts'
import { serveSupergraph } from '../../../gateway/serve-supergraph.ts'
import { verifyToken } from '../world/tokens.ts'
import { announceWithMemory } from './memory.ts'
import { composeRemote } from './remote-supergraph.ts'

/** `npm run gateway` in front of the one subgraph over HTTP. */
const folder = mkdtempSync(join(tmpdir(), 'bench-events-'))
const supergraphFile = join(folder, 'supergraph.graphql')
writeFileSync(supergraphFile, composeRemote(process.argv[2] ?? ''))
process.once('exit', () => rmSync(folder, { recursive: true }))

const server = await serveSupergraph({
  supergraphFile,
  host: '127.0.0.1',
  port: 0,
  identify: async ({ authorization }) => verifyToken(authorization),
  operationTimeoutMs: 30_000,
  logger: silentLogger,
  watchIntervalMs: 5_000,
})
announceWithMemory(server.url.endsWith('/graphql') ? server.url : `${server.url}/graphql`)
