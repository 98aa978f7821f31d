import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { isDeepStrictEqual } from 'node:util'

/**
 * Runs graphql-hive/federation-gateway-audit against `npm run gateway`:
 * `node test/conformance/run-audit.ts PATH [SUITE …]`, where PATH is a checkout of it with its packages installed.
 */
interface Case {
  query: string
  expected: { data?: unknown; errors?: boolean }
}

interface GraphQLAnswer {
  data?: unknown
  errors?: unknown[]
}

const AUDIT_PORT = 4200
const AUDIT_URL = `http://localhost:${AUDIT_PORT}`
const GATEWAY_FILE = new URL('../../gateway/serve-supergraph.ts', import.meta.url).pathname

async function getJson<Value>(path: string): Promise<Value> {
  const response = await fetch(`${AUDIT_URL}/${path}`, { headers: { accept: 'application/json' } })
  return (await response.json()) as Value
}

/** Waits until a server that is starting answers. */
async function untilHealthy(): Promise<void> {
  for (let attempt = 0; attempt < 120; attempt += 1) {
    const response = await fetch(`${AUDIT_URL}/_health`).catch(() => undefined)
    if (response?.ok) return
    await new Promise((wait) => setTimeout(wait, 500))
  }
  throw new Error('the audit does not start')
}

function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return Promise.resolve()
  const { promise, resolve: stopped } = Promise.withResolvers<void>()
  child.once('exit', () => stopped())
  child.kill('SIGTERM')
  return promise
}

/** The gateway prints its URL once it listens. */
async function startGateway(supergraphFile: string): Promise<{ child: ChildProcess; url: string }> {
  const parameters = [GATEWAY_FILE, '--supergraph', supergraphFile, '--port', '0', '--allow-anonymous']
  const child = spawn(process.execPath, parameters, { stdio: ['ignore', 'pipe', 'inherit'] })
  for await (const url of createInterface({ input: child.stdout })) return { child, url }
  throw new Error('the gateway does not start')
}

async function send(url: string, query: string): Promise<GraphQLAnswer> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify({ query }),
  })
  return (await response.json()) as GraphQLAnswer
}

/** The audit's own rule: data must be equal; errors count where the case says so. */
function isAsExpected({ data, errors }: GraphQLAnswer, { expected }: Case): boolean {
  if (!isDeepStrictEqual(data ?? null, expected.data ?? null)) return false
  return typeof expected.errors !== 'boolean' || expected.errors === (errors ?? []).length > 0
}

async function runSuite(suite: string, folder: string): Promise<{ passed: number; failed: number }> {
  const supergraph = await (await fetch(`${AUDIT_URL}/${suite}/supergraph`)).text()
  const file = join(folder, `${suite}.graphql`)
  writeFileSync(file, supergraph)
  const cases = await getJson<Case[]>(`${suite}/tests`)
  const { child, url } = await startGateway(file)
  let passed = 0
  try {
    for (const [index, each] of cases.entries()) {
      const answer = await send(url, each.query)
      if (isAsExpected(answer, each)) passed += 1
      else report(`${suite} ${index}`, each, answer)
    }
  } finally {
    await stop(child)
  }
  return { passed, failed: cases.length - passed }
}

function report(title: string, { query, expected }: Case, answer: GraphQLAnswer): void {
  process.stdout.write(
    `FAILED ${title}\n${query}\nexpected ${JSON.stringify(expected)}\nreceived ${JSON.stringify(answer)}\n`,
  )
}

async function main([path, ...wanted]: string[]): Promise<void> {
  if (!path) throw new Error('the first argument is the path of a checkout of the audit')
  const folder = mkdtempSync(join(tmpdir(), 'audit-'))
  const audit = spawn(
    process.execPath,
    ['--import', 'tsx', 'src/cli.ts', 'serve', '--port', String(AUDIT_PORT)],
    {
      cwd: resolve(path),
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  )
  const total = { passed: 0, failed: 0 }
  try {
    await untilHealthy()
    const suites = await getJson<string[]>('ids')
    for (const suite of suites.filter((id) => wanted.length === 0 || wanted.includes(id))) {
      const { passed, failed } = await runSuite(suite, folder)
      total.passed += passed
      total.failed += failed
      process.stdout.write(`${suite} ${passed} of ${passed + failed}\n`)
    }
  } finally {
    await stop(audit)
    rmSync(folder, { recursive: true })
  }
  process.stdout.write(`${total.passed} of ${total.passed + total.failed} passed\n`)
  process.exitCode = total.failed > 0 ? 1 : 0
}

await main(process.argv.slice(2))
