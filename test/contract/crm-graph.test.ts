import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mintId } from '#shared/global-id.ts'
import { entityOf, startCrmGraph } from './crm-world.ts'

const COMPOSITE = 'POST /services/data/v66.0/composite'
const QUERY = 'GET /services/data/v66.0/query'

const ORDER_LINE = 'id product { id } quantity unitPrice { amount } discount { amount } total { amount }'
const CONTEXT = `
  status type domain accountOwner parent { id }
  shippingAddress { line1 city region postalCode countryCode }
  contacts { nodes { id name email phone roles customer { id } } }
  contracts {
    nodes {
      id contractNumber name status startDate endDate termMonths customer { id }
      totalContractValue { amount currencyCode exponent } annualContractValue { amount }
      lines { id product { id } quantity unitPrice { amount } term { start end } netAmount { amount } renewable }
      renewedFrom { contractNumber } renewedBy { contractNumber } amends { id }
      crmRenewal { autoRenew noticeDays renewalDate upliftPercent termMonths }
      crmReads { path sourceField }
    }
  }
  opportunities { nodes { id name stage won closeDate amount { amount } lines { ${ORDER_LINE} } quote { quoteNumber } contract { contractNumber } } }
  quotes { nodes { id quoteNumber status total { amount } expiresOn lines { ${ORDER_LINE} } } }
  crmLegalName crmBillingAddress { line1 } crmCustomFields { key value sourceField system { id name } }
  crmReads { path systemId objectType sourceField readMode }
`

interface Customer {
  status: string
  contacts: { nodes: { id: string; name: string }[] }
  contracts: {
    nodes: { contractNumber: string; renewedFrom: unknown; renewedBy: unknown; lines: unknown[] }[]
  }
  opportunities: { nodes: { name: string; quote: unknown; contract: unknown }[] }
  quotes: { nodes: { lines: unknown[] }[] }
  crmReads: { path: string; sourceField: string }[]
  crmCustomFields: unknown[]
}

test('one customer with contacts, contracts, opportunities, quotes and all lines takes two calls', async () => {
  await using graph = await startCrmGraph({ 'customer.custom.industry': 'Industry' })
  const representation = { __typename: 'Customer', id: await graph.customerId('acme') }
  const { entity, errors } = await entityOf<Customer>(graph, representation, CONTEXT)
  assert.equal(errors, undefined)
  assert.deepEqual(graph.takeCalls(), [COMPOSITE, COMPOSITE])
  assert.partialDeepStrictEqual(entity, {
    status: 'ACTIVE',
    type: 'ORGANIZATION',
    domain: 'acme-industries.com',
    accountOwner: 'Dana Whitfield',
    parent: null,
    shippingAddress: {
      line1: '2200 Harbor Bay Parkway',
      city: 'Alameda',
      region: 'CA',
      postalCode: '94502',
      countryCode: 'US',
    },
    crmLegalName: 'Acme Industries, Inc.',
    crmBillingAddress: { line1: '500 Market Street' },
    crmCustomFields: [
      {
        key: 'industry',
        value: 'Technology',
        sourceField: 'Account.Industry',
        system: { id: 'crm-salesforce', name: 'CRM' },
      },
    ],
  })
  assert.deepEqual(
    entity.contracts.nodes.map(({ contractNumber, renewedFrom, renewedBy, lines }) => [
      contractNumber,
      renewedFrom,
      renewedBy,
      lines.length,
    ]),
    [
      ['00000102', { contractNumber: '00000101' }, null, 3],
      ['00000101', null, { contractNumber: '00000102' }, 1],
    ],
  )
  assert.deepEqual(
    entity.opportunities.nodes.map(({ name, quote, contract }) => [name, quote, contract]),
    [
      ['Acme: analytics for the Alameda plant', null, null],
      ['Acme: platform renewal', { quoteNumber: 'Q-00101' }, { contractNumber: '00000102' }],
    ],
  )
  assert.equal(entity.quotes.nodes[0]?.lines.length, 3)
  assert.ok(
    entity.crmReads.some(({ path, sourceField }) => path === 'status' && sourceField === 'Account.Type'),
  )
})

test('the ids of records and lines are the same in every operation', async () => {
  await using graph = await startCrmGraph()
  const representation = { __typename: 'Customer', id: await graph.customerId('acme') }
  const selection = 'contracts { nodes { id lines { id product { id } } } } contacts { nodes { id } }'
  const first = await entityOf(graph, representation, selection)
  assert.deepEqual(first, await entityOf(graph, representation, selection))
})

test('a list of 50 customers takes two calls, however many they are', async () => {
  await using graph = await startCrmGraph()
  const keys = [
    'Alder',
    'Birch',
    'Cedar',
    'Dune',
    'Ember',
    'Fjord',
    'Grove',
    'Harbor',
    'Iris',
    'Juniper',
    'Kestrel',
    'Larch',
  ]
    .flatMap((first) =>
      ['logistics', 'analytics', 'medical', 'foods'].map((second) => `${first.toLowerCase()}-${second}`),
    )
    .concat('acme', 'globex')
  const representations = await Promise.all(
    keys.map(async (key) => ({ __typename: 'Customer', id: await graph.customerId(key) })),
  )
  const query = `query ($representations: [_Any!]!) {
    _entities(representations: $representations) {
      ... on Customer { status accountOwner contracts(first: 3) { nodes { status lines { netAmount { amount } } } } contacts { nodes { id } } }
    }
  }`
  const { data, errors } = await graph.run(query, { representations })
  assert.equal(errors, undefined)
  const customers = (data as { _entities: { status: string; contracts: { nodes: unknown[] } }[] })._entities
  assert.equal(customers.length, 50)
  assert.ok(customers.every(({ status, contracts }) => status === 'ACTIVE' && contracts.nodes.length > 0))
  assert.deepEqual(graph.takeCalls(), [COMPOSITE, QUERY])
})

test('paging continues with its cursor, says when it ends, and refuses what is no cursor', async () => {
  await using graph = await startCrmGraph()
  const representation = { __typename: 'Customer', id: await graph.customerId('acme') }
  const page = async (input: string) => {
    const selection = `contacts(${input}) { nodes { name } pageInfo { hasNextPage hasPreviousPage endCursor } }`
    return entityOf<{
      contacts: { nodes: { name: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string } }
    }>(graph, representation, selection)
  }
  const first = (await page('first: 2')).entity.contacts
  assert.deepEqual(
    first.nodes.map(({ name }) => name),
    ['Mei Tanaka', 'Luis Herrera'],
  )
  const rest = (await page(`first: 2, after: "${first.pageInfo.endCursor}"`)).entity.contacts
  assert.deepEqual(
    [first.pageInfo.hasNextPage, rest.nodes, rest.pageInfo.hasNextPage],
    [true, [{ name: 'Jane Okafor' }], false],
  )
  graph.takeCalls()
  const refused = [
    ['first: 0', 'PAGE_TOO_LARGE'],
    ['first: 101', 'PAGE_TOO_LARGE'],
    ['after: "nonsense"', 'INVALID_CURSOR'],
    [
      `after: "${Buffer.from("Customer.contacts\n2026-01-01T00:00:00.000Z/x' OR Id != '").toString('base64url')}"`,
      'INVALID_CURSOR',
    ],
  ] as const
  for (const [input, code] of refused) {
    const { errors } = await page(input)
    assert.deepEqual(
      errors?.map(({ extensions }) => extensions.code),
      [code],
      input,
    )
  }
  assert.deepEqual(graph.takeCalls(), [])
})

test('a customer whom the CRM does not know has null fields and no error, and costs no call', async () => {
  await using graph = await startCrmGraph()
  const id = mintId('Customer', new Date())
  const { entity, errors } = await entityOf(
    graph,
    { __typename: 'Customer', id },
    'id status contacts { nodes { id } } contracts { nodes { id } } crmReads { path }',
  )
  assert.deepEqual(entity, { id, status: null, contacts: null, contracts: null, crmReads: [] })
  assert.equal(errors, undefined)
  assert.deepEqual(graph.takeCalls(), [])
})

test('a CRM that is down costs its own fields, each with an error at its path', async () => {
  await using graph = await startCrmGraph()
  graph.emulator.fail({ path: '/services/data', status: 503 })
  const id = await graph.customerId('acme')
  const { entity, errors } = await entityOf(
    graph,
    { __typename: 'Customer', id },
    'id status contacts { nodes { id } } crmReads { path }',
  )
  assert.deepEqual(entity, { id, status: null, contacts: null, crmReads: [] })
  assert.deepEqual(
    errors?.map(({ path, extensions }) => [path?.at(-1), extensions.code, extensions.system]).sort(),
    [
      ['contacts', 'SYSTEM_UNAVAILABLE', 'crm-salesforce'],
      ['status', 'SYSTEM_UNAVAILABLE', 'crm-salesforce'],
    ],
  )
})

test('one query that the org refuses costs only the fields that need it', async () => {
  await using graph = await startCrmGraph({ contactRoles: 'No_Such_Field__c' })
  const { entity, errors } = await entityOf(
    graph,
    { __typename: 'Customer', id: await graph.customerId('acme') },
    'status contacts { nodes { id } }',
  )
  assert.deepEqual(entity, { status: 'ACTIVE', contacts: null })
  assert.deepEqual(
    errors?.map(({ path, extensions }) => [path?.at(-1), extensions.code]),
    [['contacts', 'NOT_CONFIGURED']],
  )
})

test('reads of an object never start a call', async () => {
  await using graph = await startCrmGraph()
  const id = await graph.customerId('acme')
  const { entity } = await entityOf(graph, { __typename: 'Customer', id }, 'crmReads { path }')
  assert.deepEqual(entity, { crmReads: [] })
  assert.deepEqual(graph.takeCalls(), [])
})

test('records that the CRM owns are found by their id; ids of another kind are refused', async () => {
  await using graph = await startCrmGraph()
  const representation = { __typename: 'Customer', id: await graph.customerId('acme') }
  const { entity } = await entityOf<{ contracts: { nodes: { id: string }[] } }>(
    graph,
    representation,
    'contracts { nodes { id } }',
  )
  const id = entity.contracts.nodes[0]?.id ?? ''
  const query = 'query ($id: ID!) { contract(id: $id) { contractNumber } }'
  assert.deepEqual((await graph.run(query, { id })).data, { contract: { contractNumber: '00000102' } })
  assert.deepEqual((await graph.run(query, { id: mintId('Contract', new Date()) })).data, { contract: null })
  const stranger = { customerIds: [await graph.customerId('globex')] }
  assert.deepEqual((await graph.run(query, { id }, stranger)).data, { contract: null })
  const { errors } = await graph.run(query, { id: representation.id })
  assert.equal(errors?.[0]?.extensions.code, 'INVALID_ID')
  const owned = await entityOf(graph, { __typename: 'Contract', id }, 'id contractNumber crmReads { path }')
  assert.partialDeepStrictEqual(owned.entity, { id, contractNumber: '00000102' })
})

test('an order has its purchase order number and quote by the id that the ERP gave it', async () => {
  await using graph = await startCrmGraph()
  const { entity, errors } = await entityOf(
    graph,
    { __typename: 'Order', id: await graph.orderId('acme-so1') },
    'purchaseOrderNumber quote { quoteNumber } crmReads { path sourceField }',
  )
  assert.equal(errors, undefined)
  assert.deepEqual(entity, {
    purchaseOrderNumber: 'PO-77120',
    quote: { quoteNumber: 'Q-00101' },
    crmReads: [
      { path: 'purchaseOrderNumber', sourceField: 'Order.PoNumber' },
      { path: 'quote', sourceField: 'Order.QuoteId' },
    ],
  })
})

test('a product has the name that sales gave it', async () => {
  await using graph = await startCrmGraph()
  const { entity } = await entityOf(
    graph,
    { __typename: 'Product', id: await graph.productId('platform') },
    'crmName crmReads { path sourceField }',
  )
  assert.deepEqual(entity, {
    crmName: 'Northwind Platform',
    crmReads: [{ path: 'name', sourceField: 'Product2.Name' }],
  })
})

const evidence: [company: string, product: string | null, grants: boolean | null, reasons: string[]][] = [
  ['acme', 'platform', true, []],
  ['acme', null, true, []],
  ['acme', 'edge-device', false, ['NOT_COVERED']],
  ['soylent', 'platform', false, ['CONTRACT_EXPIRED']],
  ['pied-piper', 'platform', false, ['NO_CONTRACT']],
]
for (const [company, product, grants, reasons] of evidence) {
  test(`to an entitlement check for ${company} and ${product ?? 'no product'} the CRM says ${grants} ${reasons.join()}`, async () => {
    await using graph = await startCrmGraph()
    const check = {
      __typename: 'EntitlementCheck',
      customerId: await graph.customerId(company),
      productId: product === null ? null : await graph.productId(product),
      featureKey: null,
      channel: null,
    }
    const { entity, errors } = await entityOf<{ crmEvidence: unknown; crmReads: unknown[] }>(
      graph,
      check,
      'crmEvidence { grants inGrace reasons } crmReads { path }',
    )
    assert.equal(errors, undefined)
    assert.deepEqual(entity.crmEvidence, { grants, inGrace: false, reasons })
    assert.ok(graph.takeCalls().length <= 2)
  })
}
