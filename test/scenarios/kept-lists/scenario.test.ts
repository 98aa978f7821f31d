import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, describe, test } from 'node:test'
import { Stripe } from 'stripe'
import { type EventWorld, startEventWorld } from '../../support/event-world.ts'
import { ENGINES } from '../../support/world.ts'

const operation = readFileSync(new URL('operation.graphql', import.meta.url), 'utf8')

interface Provenance {
  readMode: string
  ageSeconds: number
  freshness: string
}
interface Node {
  id: string
  status: string
  provenance?: Provenance[]
}
interface Customer {
  displayName: string
  invoices: { nodes: Node[] } | null
  subscriptions: { nodes: Node[] } | null
}

describe('lists that Stripe cannot answer for many customers are kept', () => {
  let events: EventWorld
  let stripe: Stripe
  before(async () => {
    events = await startEventWorld()
    const { baseUrl, credentials } = events.world.emulator('stripe')
    const { hostname, port } = new URL(baseUrl)
    const address = { host: hostname, port: Number(port), protocol: 'http' as const }
    stripe = new Stripe(credentials.apiKey ?? '', { ...address, maxNetworkRetries: 0, telemetry: false })
    await events.world.domains.projections.reconcile()
  })
  after(() => events[Symbol.asyncDispose]())

  const ask = (maxAge: number, engine = ENGINES[0]) =>
    events.world.query(operation, { first: 50, maxAge }, engine ? { engine } : {})
  const customers = async (maxAge: number, engine = ENGINES[0]): Promise<Customer[]> => {
    const { data, errors } = await ask(maxAge, engine)
    assert.equal(errors, undefined)
    return (data as unknown as { customers: { nodes: Customer[] } }).customers.nodes
  }
  const callsToStripe = async (work: () => Promise<unknown>): Promise<number> => {
    events.world.forgetCalls()
    await work()
    return events.world.callsPerVendor().stripe ?? 0
  }
  const nodesOf = (list: readonly Customer[]): Node[] =>
    list.flatMap(({ invoices, subscriptions }) => [
      ...(invoices?.nodes ?? []),
      ...(subscriptions?.nodes ?? []),
    ])
  const modesOf = (list: readonly Customer[]): Set<string> =>
    new Set(nodesOf(list).flatMap(({ provenance = [] }) => provenance.map(({ readMode }) => readMode)))
  const withoutProvenance = (list: readonly Customer[]): unknown =>
    JSON.parse(JSON.stringify(list, (name, value: unknown) => (name === 'provenance' ? undefined : value)))
  const statusOf = async (invoice: string): Promise<string | undefined> => {
    const found = (await customers(60)).flatMap(({ invoices }) => invoices?.nodes ?? [])
    return found.find(({ id }) => id === invoice)?.status
  }

  /** An invoice that the list shows as open, by our id and Stripe's. */
  const openInvoice = async (): Promise<{ id: string; nativeId: string }> => {
    const open = (await customers(60)).flatMap(({ invoices }) => invoices?.nodes ?? [])
    const id = open.find(({ status }) => status === 'OPEN')?.id ?? assert.fail('nobody owes anything')
    const [link] = await events.world.domains.store.query<{ native_id: string }>(
      `select native_id from crosswalk.links where id = $1 and connection_id = 'billing-stripe'`,
      [id],
    )
    return { id, nativeId: link?.native_id ?? '' }
  }
  const pay = (invoice: string) => stripe.invoices.pay(invoice, { paid_out_of_band: true })

  for (const engine of ENGINES) {
    test(`fifty customers cost Stripe no call, and the answer says why, on ${engine} execution`, async () => {
      let kept: Customer[] = []
      assert.equal(await callsToStripe(async () => (kept = await customers(60, engine))), 0)
      assert.deepEqual(modesOf(kept), new Set(['EVENT']))
      for (const { provenance = [] } of nodesOf(kept))
        for (const { freshness } of provenance) assert.equal(freshness, 'FRESH')
      let live: Customer[] = []
      assert.ok((await callsToStripe(async () => (live = await customers(0, engine)))) >= 10)
      assert.deepEqual(modesOf(live), new Set(['LIVE']))
      assert.deepEqual(withoutProvenance(kept), withoutProvenance(live))
    })
  }

  test('an operation that asks for less than the list can tell is answered by Stripe', async () => {
    assert.deepEqual(modesOf(await customers(1)), new Set(['LIVE']))
  })

  test('what Stripe tells of is in the next answer, and soon without a call again', async () => {
    const { id, nativeId } = await openInvoice()
    const told = events.expectEvents('INVOICE_PAID')
    await pay(nativeId)
    await told
    assert.equal(await statusOf(id), 'PAID')
    await events.world.domains.projections.reconcile()
    assert.equal(await callsToStripe(async () => assert.equal(await statusOf(id), 'PAID')), 0)
  })

  test('what Stripe told and nobody heard comes with the next look at its list of changes', async () => {
    const { id, nativeId } = await openInvoice()
    const { baseUrl } = events.world.emulator('stripe')
    const init = { method: 'POST', body: JSON.stringify({ drop: true }) }
    assert.ok((await fetch(`${baseUrl}/__emulator/webhook-faults`, init)).ok)
    await pay(nativeId)
    assert.equal(await statusOf(id), 'OPEN')
    await events.world.domains.projections.reconcile()
    assert.equal(await callsToStripe(async () => assert.equal(await statusOf(id), 'PAID')), 0)
  })

  test('while Stripe is away the lists are there, for whoever takes their age', async () => {
    await events.world.stop('stripe')
    assert.ok(nodesOf(await customers(60)).length > 50)
    const { errors = [] } = await ask(0)
    assert.ok(errors.length > 0)
    await events.world.start('stripe')
  })
})
