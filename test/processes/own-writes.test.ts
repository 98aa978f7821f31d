import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { Stripe } from 'stripe'
import type { BusinessEvent } from '#shared/events/event.ts'
import { type EventWorld, startEventWorld } from '../support/event-world.ts'
import { opportunityOf, SELLER } from './deal-world.ts'

/** Every record that a deal of a new customer makes or changes, and whose changes its system tells. */
const WRITTEN = [
  'billing-stripe active_entitlement_summary',
  'billing-stripe customer',
  'billing-stripe invoice',
  'billing-stripe price',
  'billing-stripe subscription',
  'crm-salesforce Contract',
  'crm-salesforce Opportunity',
  'erp-netsuite customer',
  'erp-netsuite transaction',
  'support-servicenow customer_account',
  'support-servicenow service_entitlement',
  'support-servicenow sn_pss_core_service_contract',
]
const nameOf = ({ source }: BusinessEvent): string => `${source.connectionId} ${source.objectType}`

describe('what a run wrote', () => {
  let events: EventWorld
  let worker: AsyncDisposable
  let runId: string
  const told: BusinessEvent[] = []

  before(async () => {
    // NetSuite tells nothing by itself.
    events = await startEventWorld(SELLER, { lookIntervals: { pollMs: 500, sweepMs: 3_600_000 } })
    const { processes, events: log } = events.world.domains
    const started = await processes.startWorker({ concurrency: 5 })
    worker = { [Symbol.asyncDispose]: () => started.close() }
    const isTold = Promise.withResolvers<void>()
    log.feed.listen((added) => {
      told.push(...added.filter(({ type }) => type !== 'PROCESS_RUN_UPDATED'))
      const ours = new Set(told.filter(({ correlationId }) => correlationId === 'the-deal').map(nameOf))
      if (WRITTEN.every((name) => ours.has(name)) && told.some(({ type }) => type === 'INVOICE_POSTED'))
        isTold.resolve()
    })
    const starter = { clientId: 'test', startedBy: 'seller', operation: 'startQuoteToCash' }
    const input = { opportunityRef: opportunityOf('Pied Piper') }
    const answered = await processes.start('QUOTE_TO_CASH', input, {
      ...starter,
      ...{ idempotencyKey: 'sold', correlationId: 'the-deal' },
    })
    runId = 'answer' in answered ? answered.answer.runId : ''
    await isTold.promise
  })
  after(async () => {
    await worker[Symbol.asyncDispose]()
    await events[Symbol.asyncDispose]()
  })

  test('comes back as its systems’ events, told as ours, with the correlation of who started it and the run that led to it', () => {
    const ours = told.filter(({ correlationId }) => correlationId === 'the-deal')
    assert.deepEqual([...new Set(ours.map(nameOf))].sort(), WRITTEN)
    assert.deepEqual(
      [...new Set(ours.map(({ cause, causationId }) => `${cause} ${causationId}`))],
      [`ORCHESTRATION ${runId}`],
    )
    const records = new Set(ours.map(({ source }) => JSON.stringify(source)))
    const asOthers = told.filter(
      (event) => event.cause !== 'ORCHESTRATION' && records.has(JSON.stringify(event.source)),
    )
    // The draft that sales had made is in the CRM already, and support's webhook may be read before its answer is.
    const isCertain = /^(billing|erp)-/
    assert.deepEqual(
      asOthers.map(nameOf).filter((name) => isCertain.test(name)),
      [],
    )
  })

  test('is somebody else’s again when they change it', async () => {
    const { baseUrl, credentials } = events.world.emulator('stripe')
    const { hostname, port } = new URL(baseUrl)
    const stripe = new Stripe(credentials.apiKey ?? '', {
      ...{ host: hostname, port: Number(port), protocol: 'http' },
      ...{ maxNetworkRetries: 0, telemetry: false },
    })
    const customer = told.find((event) => nameOf(event) === 'billing-stripe customer')?.source.nativeId ?? ''
    const updating = events.expectEvents('CUSTOMER_UPDATED')
    await stripe.customers.update(customer, { email: 'new@piedpiper.example' }, { idempotencyKey: 'theirs' })
    const [updated] = await updating
    assert.deepEqual([updated?.source.nativeId, updated?.cause], [customer, 'WEBHOOK'])
  })

  test('is read before billing’s search knows it, by its id; where the search knows it, no call is made for that', async () => {
    const contract = told.find((event) => nameOf(event) === 'crm-salesforce Contract')
    const read = async (lagSeconds: number) => {
      const { baseUrl } = events.world.emulator('stripe')
      const body = JSON.stringify({ lagSeconds })
      await fetch(`${baseUrl}/__emulator/search`, { method: 'POST', body })
      events.world.forgetCalls()
      const { data } = await events.world.query(CONTRACT, { id: contract?.entityId })
      const paths = events.world.calls('stripe').map(({ path }) => path.replace(/sub_\w+/, ':id'))
      return { data, paths }
    }
    const data = { contract: { subscriptions: [{ status: 'ACTIVE', contract: { id: contract?.entityId } }] } }
    assert.deepEqual(await read(3_600), {
      data,
      paths: ['/v1/subscriptions/search', '/v1/subscriptions/:id'],
    })
    assert.deepEqual(await read(0), { data, paths: ['/v1/subscriptions/search'] })
  })
})

const CONTRACT = 'query ($id: ID!) { contract(id: $id) { subscriptions { status contract { id } } } }'
