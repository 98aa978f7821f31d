import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import Stripe from 'stripe'
import type { Caller } from '#shared/subgraph/context.ts'
import { CASES, writeServiceNow } from '../../support/event-world.ts'
import { AGENT, startWorld, type World } from '../../support/world.ts'

interface Named {
  id: string
}
interface Customer extends Named {
  displayName: string
  contracts: { nodes: (Named & { lines: { product: Named | null }[] })[] } | null
  cases: { nodes: Named[] } | null
  subscriptions: { nodes: Named[] } | null
  entitlements: { nodes: (Named & { __typename: string })[] } | null
}
const CUSTOMERS = `{ customers(first: 100) { nodes { id displayName
  contracts(first: 3) { nodes { id lines { product { id } } } } cases(first: 1) { nodes { id } }
  subscriptions(first: 1) { nodes { id } } entitlements(first: 10) { nodes { __typename id } } } } }`

const EDGES = `query ($customer: ID!, $contract: ID!, $case: ID!) {
  customer(id: $customer) { subscriptions(first: 1) { nodes { contract { id } } } }
  contract(id: $contract) {
    amends { id contractNumber } renewedFrom { id contractNumber } renewedBy { id contractNumber }
    subscriptions { id status } entitlements(first: 50) { nodes { id } }
  }
  case(id: $case) { entitlement { id slaName } }
}`

const supportIn = (entitlements: readonly (Named & { __typename: string })[] = []) =>
  entitlements.find(({ __typename }) => __typename === 'SupportEntitlement')

/** A contract of the CRM, by its own API, as a person there changes it. */
async function changeContract(world: World, nativeId: string, fields: Record<string, string>): Promise<void> {
  const { baseUrl, credentials } = world.emulator('salesforce')
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: credentials.clientId ?? '',
    client_secret: credentials.clientSecret ?? '',
  })
  const granted = await fetch(`${baseUrl}/services/oauth2/token`, { method: 'POST', body: form })
  const { access_token } = (await granted.json()) as { access_token: string }
  const written = await fetch(`${baseUrl}/services/data/v67.0/sobjects/Contract/${nativeId}`, {
    method: 'PATCH',
    headers: { authorization: `Bearer ${access_token}`, 'content-type': 'application/json' },
    body: JSON.stringify(fields),
  })
  assert.ok(written.ok, await written.text())
}

function clientOf(world: World): Stripe {
  const { baseUrl, credentials } = world.emulator('stripe')
  const { hostname, port } = new URL(baseUrl)
  const address = { host: hostname, port: Number(port), protocol: 'http' as const }
  return new Stripe(credentials.apiKey ?? '', { ...address, maxNetworkRetries: 0, telemetry: false })
}

describe('what is one’s own and names what is somebody else’s', () => {
  const stack = new AsyncDisposableStack()
  let world: World
  let own: Customer
  let other: Customer
  let products: string[]
  let portal: Caller

  const nativeIdOf = async (id: string, connectionId = '%'): Promise<string> => {
    const links = await world.domains.store.query<{ nativeId: string }>(
      'select native_id as "nativeId" from crosswalk.links where id = $1 and connection_id like $2',
      [id, connectionId],
    )
    return links[0]?.nativeId ?? assert.fail(id)
  }

  before(async () => {
    const lookIntervals = { pollMs: 3_600_000, sweepMs: 3_600_000 }
    world = stack.use(await startWorld({ lookIntervals }))
    const { data } = await world.query(CUSTOMERS)
    const { nodes } = (data as unknown as { customers: { nodes: Customer[] } }).customers
    own = nodes.find(({ displayName }) => displayName === 'Acme Industries') ?? assert.fail()
    const isRich = ({ contracts, subscriptions, entitlements }: Customer): boolean =>
      Boolean(contracts?.nodes.length && subscriptions?.nodes.length && supportIn(entitlements?.nodes))
    other = nodes.find((each) => each !== own && isRich(each)) ?? assert.fail()
    products = [
      ...new Set(
        nodes.flatMap(({ contracts }) =>
          (contracts?.nodes ?? []).flatMap(({ lines }) => lines.flatMap(({ product }) => product?.id ?? [])),
        ),
      ),
    ].slice(0, 5)
    portal = { ...AGENT, customerIds: [own.id] }
  })
  after(() => stack.disposeAsync())

  test('leads there for whoever may see both, and for its customer nowhere', async () => {
    const [contract, foreignContract] = [own, other].map(
      ({ contracts }) => contracts?.nodes[0]?.id ?? assert.fail(),
    )
    const [mine = '', theirs = ''] = await Promise.all(
      [contract, foreignContract].map((id) => nativeIdOf(id ?? '')),
    )
    await changeContract(world, mine, { Amends__c: theirs, Renewed_From__c: theirs })
    await changeContract(world, theirs, { Renewed_From__c: mine })
    const ownCase = own.cases?.nodes[0]?.id ?? assert.fail()
    const entitlement = supportIn(other.entitlements?.nodes)?.id ?? assert.fail()
    await writeServiceNow(world.emulator('servicenow'), 'PATCH', `${CASES}/${await nativeIdOf(ownCase)}`, {
      entitlement: await nativeIdOf(entitlement),
    })
    const stripe = clientOf(world)
    const subscription = other.subscriptions?.nodes[0]?.id ?? assert.fail()
    await stripe.subscriptions.update(await nativeIdOf(subscription), {
      metadata: { salesforce_contract_id: mine },
    })
    const ownSubscription = own.subscriptions?.nodes[0]?.id ?? assert.fail()
    await stripe.subscriptions.update(await nativeIdOf(ownSubscription), {
      metadata: { salesforce_contract_id: theirs },
    })
    await fetch(`${world.emulator('stripe').baseUrl}/__emulator/search`, {
      method: 'POST',
      body: JSON.stringify({ lagSeconds: 0 }),
    })
    const read = async (caller: Caller) => {
      const { data, errors } = await world.query(
        EDGES,
        { customer: own.id, contract, case: ownCase },
        { caller },
      )
      assert.equal(errors, undefined)
      return JSON.stringify(data)
    }
    const words = [foreignContract, subscription, entitlement]
    const seen = await read(AGENT)
    assert.deepEqual(
      words.filter((word) => !seen.includes(word ?? '')),
      [],
      'whoever may see both is led there',
    )
    const hidden = await read(portal)
    assert.deepEqual(
      words.filter((word) => hidden.includes(word ?? '')),
      [],
    )
    assert.match(hidden, /"subscriptions":\{"nodes":\[\{"contract":null\}\]/)
    assert.match(hidden, /"amends":null,"renewedFrom":null,"renewedBy":null/)
    assert.match(hidden, /"case":\{"entitlement":null\}/)
  })

  test('a price that was made for one customer’s deal is in nobody’s catalogue', async () => {
    const stripe = clientOf(world)
    const customer = await stripe.customers.create({ name: 'Deal' })
    const items = await Promise.all(
      products.map(async (id) => ({
        price_data: {
          ...{ currency: 'usd', product: await nativeIdOf(id, 'billing-stripe'), unit_amount: 77_777 },
          recurring: { interval: 'month' as const },
        },
      })),
    )
    await stripe.subscriptions.create({
      ...{ customer: customer.id, items, collection_method: 'send_invoice', days_until_due: 30 },
    })
    const query = `query ($ids: [ID!]!) @freshness(maxAge: 0) { nodes(ids: $ids) { ... on Product { prices(first: 20) { nodes { unitAmount { amount } } } } } }`
    for (const ids of [products, products.slice(0, 1)])
      for (const caller of [AGENT, portal]) {
        const { data, errors } = await world.query(query, { ids }, { caller })
        assert.equal(errors, undefined)
        const text = JSON.stringify(data)
        assert.match(text, /"amount":/)
        assert.doesNotMatch(text, /777\.77/)
      }
  })
})
