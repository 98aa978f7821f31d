import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, describe, test } from 'node:test'
import { createLogger } from '#shared/telemetry/logger.ts'
import { startWorld, type Vendor, VENDORS, type World } from '../../support/world.ts'
import { type OtlpReceiver, type ReceivedSpan, startOtlpReceiver } from './otlp-receiver.ts'
import { type ServedOptions, type ServedWorld, serveWorld } from './served-world.ts'

const read = (file: string): string => readFileSync(new URL(file, import.meta.url), 'utf8')
const query = read('operation.graphql')
const CLIENT_TRACE = { traceId: '0af7651916cd43dd8448eb211c80319c', spanId: 'b7ad6b7169203331' }
const traceparent = `00-${CLIENT_TRACE.traceId}-${CLIENT_TRACE.spanId}-01`

describe('what is told of an operation', () => {
  const lines: string[] = []
  const logger = createLogger('trace', { write: (line) => void lines.push(line) })
  let world: World
  let id: string

  before(async () => {
    world = await startWorld({ logger })
    id = await world.customerId('Acme Industries')
  })
  after(() => world[Symbol.asyncDispose]())

  const serve = (options: Omit<ServedOptions, 'logger'> = {}): Promise<ServedWorld> =>
    serveWorld(world, { ...options, logger })

  /** The spans of one operation of a client that sends a trace of its own, and what it was answered. */
  async function trace(receiver: OtlpReceiver, options: Omit<ServedOptions, 'logger'> = {}) {
    await using served = await serve({ ...options, otlpEndpoint: receiver.endpoint })
    world.forgetCalls()
    const response = await served.post({ query, variables: { id } }, { traceparent })
    assert.equal(((await response.json()) as { errors?: unknown }).errors, undefined)
    await served.flush()
    return receiver.spans()
  }

  test('a trace is one tree: operation, plan, fetches, and the calls that each of them made', async () => {
    await using receiver = await startOtlpReceiver()
    const spans = await trace(receiver)
    const byId = new Map(spans.map((span) => [span.spanId, span]))
    const [root, ...others] = spans.filter(({ parentSpanId }) => !parentSpanId)
    assert.deepEqual([root?.name, root?.links, others], ['operation', [CLIENT_TRACE], []])
    assert.deepEqual(new Set(spans.map(({ traceId }) => traceId)).size, 1)
    const parentOf = (span: ReceivedSpan) => byId.get(span.parentSpanId ?? '')
    const fetches = spans.filter(({ name }) => name.startsWith('fetch '))
    const calls = spans.filter(({ kind }) => kind === 3)
    assert.ok(fetches.every((span) => parentOf(span) === root))
    assert.deepEqual(
      new Set(fetches.map(({ attributes }) => attributes['weft.subgraph'])),
      new Set(['crosswalk', 'crm', 'billing', 'support', 'erp']),
    )
    assert.equal(spans.length, 1 + 1 + fetches.length + calls.length)
    const domains = { salesforce: 'crm', stripe: 'billing', servicenow: 'support', netsuite: 'erp' } as const
    for (const span of calls)
      assert.equal(
        parentOf(span)?.attributes['weft.subgraph'],
        domains[span.attributes['weft.vendor'] as Vendor],
      )
    assert.ok(fetches.some(({ attributes }) => Number(attributes['weft.entities']) > 0))
    for (const vendor of VENDORS) {
      const sent = world.calls(vendor).map(({ headers }) => String(headers.traceparent))
      const traced = calls.filter(({ attributes }) => attributes['weft.vendor'] === vendor)
      const told = traced.map(({ traceId, spanId }) => `00-${traceId}-${spanId}-01`)
      assert.deepEqual(
        sent.filter((each) => !told.includes(each)),
        [],
        vendor,
      )
      assert.ok(sent.length > 0)
    }
    assert.ok(calls.every(({ attributes }) => Number(attributes['http.response.status_code']) === 200))
  })

  test('where clients are trusted, theirs is the parent', async () => {
    await using receiver = await startOtlpReceiver()
    const spans = await trace(receiver, { traceClients: 'parent' })
    const root = spans.find(({ name }) => name === 'operation')
    assert.deepEqual(
      [root?.traceId, root?.parentSpanId, root?.links],
      [CLIENT_TRACE.traceId, CLIENT_TRACE.spanId, []],
    )
  })

  test('what the sampler leaves out is not traced, and systems see the trace that the client began', async () => {
    await using receiver = await startOtlpReceiver()
    assert.deepEqual(await trace(receiver, { tracesSampler: 'always_off' }), [])
    assert.deepEqual(new Set(world.calls().map(({ headers }) => headers.traceparent)), new Set([traceparent]))
  })

  test('a system that fails fails its calls in the trace, and nothing else', async () => {
    await using receiver = await startOtlpReceiver()
    await using served = await serve({ otlpEndpoint: receiver.endpoint })
    world.emulator('servicenow').fail({ path: '/api/', status: 403, body: {}, times: 5 })
    await served.post({ query, variables: { id } })
    world.emulator('servicenow').reset()
    await served.flush()
    const failed = receiver.spans().filter(({ status }) => status === 2)
    assert.deepEqual(
      new Set(failed.map(({ attributes }) => `${attributes['weft.vendor']} ${attributes['error.type']}`)),
      new Set(['servicenow 403']),
    )
  })

  test('every metric is in the page that explains it, and every one in the page is there', async () => {
    await using served = await serve()
    await served.post({ query, variables: { id } })
    const exposed = [...(await served.metrics()).matchAll(/^# TYPE (\w+)/gm)].map(([, name]) => name)
    const page = readFileSync(new URL('../../../gateway/telemetry/metrics.md', import.meta.url), 'utf8')
    const explained = [...page.matchAll(/^\| `(\w+)`/gm)].map(([, name]) => name)
    const ours = exposed.filter((name) => name?.startsWith('weft_'))
    assert.ok(ours.length > 25)
    assert.deepEqual([...new Set(explained)].sort(), [...ours].sort())
    const queried = new Set([...page.matchAll(/\b(?:weft|nodejs|process)_\w+/g)].map(([name]) => name))
    const unknown = [...queried].filter((name) => !exposed.includes(name.replace(/_(bucket|sum|count)$/, '')))
    assert.deepEqual(
      unknown.filter((name) => !exposed.includes(name)),
      [],
    )
  })

  test('operations, fetches, calls and caches are counted as they happen', async () => {
    await using served = await serve()
    const before = parse(await served.metrics())
    world.forgetCalls()
    for (let time = 0; time < 3; time += 1) await served.post({ query, variables: { id } })
    await served.post({ query: `{ ${'a: __typename '.repeat(2000)} }` })
    await served.post({ query }, { authorization: 'Bearer none' })
    const text = await served.metrics()
    const counted = (line: string): number => (parse(text).get(line) ?? 0) - (before.get(line) ?? 0)
    assert.equal(counted('weft_operation_duration_seconds_count{transport="http",outcome="OK"}'), 3)
    assert.equal(
      counted('weft_operation_duration_seconds_count{transport="http",outcome="LIMIT_EXCEEDED"}'),
      1,
    )
    assert.equal(counted('weft_http_refusals_total{status="401",code="UNAUTHENTICATED"}'), 1)
    assert.equal(counted('weft_operation_cache_hits_total{cache="plans"}'), 2)
    assert.equal(counted('weft_planning_duration_seconds_count'), 1)
    const call =
      'weft_vendor_call_duration_seconds_count{connection="support-servicenow",vendor="servicenow",kind="read",code="OK"}'
    assert.equal(counted(call), world.calls('servicenow').length)
    assert.ok(counted('weft_fetch_duration_seconds_count{subgraph="crm"}') >= 3)
    assert.equal(
      counted('weft_limit_refusals_total{limit="aliases"}') +
        counted('weft_limit_refusals_total{limit="repetitions"}') +
        counted('weft_limit_refusals_total{limit="tokens"}'),
      1,
    )
    assert.ok(Number(parse(text).get('weft_crosswalk_links{type="Customer",state="ACTIVE"}')) > 100)
    assert.ok(!text.includes(id))
  })

  test('a system that is down shows in health and metrics, and makes nobody unready', async () => {
    await using served = await serve()
    world.emulator('stripe').fail({ status: 500, body: {} })
    while (world.domains.systemState('billing-stripe').circuit === 'CLOSED')
      await served.post({ query, variables: { id } })
    world.emulator('stripe').reset()
    const response = await fetch(`${served.url}/health/ready`)
    const { checks } = (await response.json()) as {
      checks: { name: string; ok: boolean; circuit?: string }[]
    }
    const check = checks.find(({ name }) => name === 'connection billing-stripe')
    assert.deepEqual([response.status, check?.ok], [200, false])
    assert.notEqual(check?.circuit, 'CLOSED')
    const metrics = parse(await served.metrics())
    const labels = 'connection="billing-stripe",vendor="stripe"'
    assert.equal(metrics.get(`weft_vendor_circuit_state{${labels},state="CLOSED"}`), 0)
    assert.ok(Number(metrics.get(`weft_errors_total{system="billing-stripe",code="SYSTEM_UNAVAILABLE"}`)) > 0)
  })
})

/** Prometheus text as numbers by name and labels. */
function parse(text: string): Map<string, number> {
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'))
  return new Map(
    lines.map((line) => {
      const space = line.lastIndexOf(' ')
      return [line.slice(0, space), Number(line.slice(space + 1))]
    }),
  )
}
