import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type ExecutionResult, graphql } from 'graphql'
import { systemClock } from '#shared/clock.ts'
import type { SystemOrder } from '#shared/connections/configuration.ts'
import type { Identity } from '#shared/crosswalk.ts'
import type { Caller } from '#shared/subgraph/context.ts'
import { silentLogger } from '#shared/telemetry/logger.ts'
import { createIdentity, createListSource, createTestConnection } from '../../test/support/identities.ts'
import { startTemporaryServer } from '../../test/support/temporary-store.ts'
import { openCrosswalk, type StoredCrosswalk } from './crosswalk.ts'
import { createDiscovery } from './discovery.ts'
import { createCrosswalkSubgraph } from './subgraph.ts'
import type { ConfiguredOrders } from './system-of-record.ts'

const crm = createTestConnection('crm-1', 'CRM')
const billing = createTestConnection('pay-1', 'BILLING')
const connections = new Map([crm, billing].map((connection) => [connection.id, connection]))
const businessUnits = [
  { key: 'americas', name: 'Americas', region: 'AMER' },
  { key: 'emea', name: 'Europe', parentKey: 'americas' },
]
const day = (of: string): Date => new Date(`${of}T00:00:00Z`)

const accounts: Identity[] = [
  createIdentity(crm, 'A', { name: 'Acme', businessUnitKey: 'americas', updatedAt: day('2026-11-01') }),
  createIdentity(crm, 'B', {
    name: 'Ærø Ferries',
    businessUnitKey: 'emea',
    status: 'ACTIVE',
    updatedAt: day('2026-11-03'),
  }),
  createIdentity(crm, 'C', { name: 'Same', parentNativeId: 'A', updatedAt: day('2026-11-02') }),
  createIdentity(crm, 'D', { name: 'same', parentNativeId: 'A', updatedAt: day('2026-11-02') }),
  createIdentity(crm, 'E', { name: 'Same', parentNativeId: 'A', updatedAt: day('2026-11-02') }),
  createIdentity(crm, 'F', { name: '100%_Pure', status: 'CHURNED', updatedAt: day('2026-11-02') }),
]
const payers = [createIdentity(billing, 'a', { name: 'Acme', names: ['A'], url: 'https://pay.example/a' })]

const EVERYTHING: Caller = {
  subject: 'agent',
  clientId: 'test',
  scopes: new Set(['finance:read']),
  customerIds: undefined,
  businessUnits: undefined,
}

let server: Awaited<ReturnType<typeof startTemporaryServer>>
let store: Awaited<ReturnType<typeof server.openDatabase>>
let crosswalk: StoredCrosswalk
before(async () => {
  server = await startTemporaryServer()
  store = await server.openDatabase()
  crosswalk = await openCrosswalk({ store, connections, businessUnits, clock: systemClock })
  const sources = [createListSource(crm, accounts), createListSource(billing, payers)]
  const discovery = createDiscovery({ store, crosswalk, sources, clock: systemClock, logger: silentLogger })
  await discovery.start()
  await discovery.stop()
})
after(async () => {
  await store.close()
  await server[Symbol.asyncDispose]()
})

/** Asks the subgraph as the gateway would. */
async function ask(
  source: string,
  variables: Record<string, unknown> = {},
  { caller = EVERYTHING, systemOfRecord = {} }: { caller?: Caller; systemOfRecord?: ConfiguredOrders } = {},
): Promise<ExecutionResult> {
  const subgraph = createCrosswalkSubgraph({ crosswalk, connections, systemOfRecord })
  const contextValue = subgraph.createContext({
    correlationId: 'c-1',
    signal: AbortSignal.timeout(10_000),
    caller,
    logger: silentLogger,
    receivedAt: day('2026-11-24'),
  })
  const result = await graphql({ schema: subgraph.schema, source, variableValues: variables, contextValue })
  return JSON.parse(JSON.stringify(result)) as ExecutionResult
}

/** Acme's unit takes other systems' words. */
const inAmericas = (systemOfRecord: SystemOrder): ConfiguredOrders => ({
  units: [{ key: 'americas', systemOfRecord }],
})

/** The answer of a question that must not fail. */
async function answer(...given: Parameters<typeof ask>): Promise<Record<string, unknown>> {
  const { data, errors } = await ask(...given)
  assert.equal(errors, undefined)
  return data ?? {}
}

async function codesOf(...given: Parameters<typeof ask>): Promise<unknown[]> {
  const { errors = [] } = await ask(...given)
  return errors.map(({ extensions }) => extensions?.code)
}

const idOf = async (nativeId: string): Promise<string> => {
  const [id = ''] = await crosswalk.findIds('Customer', [createIdentity(crm, nativeId).ref])
  return id
}

const ENTITY = 'query ($representations: [_Any!]!) { _entities(representations: $representations) { ...on'
/** One representation with what other subgraphs handed in, as the gateway sends it. */
async function entity(type: string, fields: string, given: object, options?: Parameters<typeof ask>[2]) {
  const representations = [{ __typename: type, ...given }]
  const { _entities } = await answer(`${ENTITY} ${type} { ${fields} } } }`, { representations }, options)
  return (_entities as unknown[])[0]
}

test('a customer is found by id and by native record, with its links', async () => {
  const id = await idOf('A')
  const fields = `displayName createdAt updatedAt businessUnit { name region }
    externalRefs { system { id domain } objectType externalId url linkState linkedBy }`
  const byId = await answer(`query ($id: ID) { customer(id: $id) { id ${fields} } }`, { id })
  const ref = { systemId: 'pay-1', objectType: 'customer', externalId: 'a' }
  const byRef = await answer(
    `query ($ref: ExternalRefInput) { customer(externalRef: $ref) { id ${fields} } }`,
    { ref },
  )
  assert.deepEqual(byRef, byId)
  const { createdAt: _, ...customer } = byId.customer as Record<string, unknown>
  const link = { linkState: 'ACTIVE', linkedBy: 'EXTERNAL_ID_FIELD' }
  assert.deepEqual(customer, {
    id,
    displayName: 'Acme',
    updatedAt: '2026-11-01T00:00:00.000Z',
    businessUnit: { name: 'Americas', region: 'AMER' },
    externalRefs: [
      { system: { id: 'crm-1', domain: 'CRM' }, objectType: 'Account', externalId: 'A', url: null, ...link },
      {
        system: { id: 'pay-1', domain: 'BILLING' },
        objectType: 'customer',
        externalId: 'a',
        url: 'https://pay.example/a',
        ...link,
      },
    ],
  })
})

const UNKNOWN_ID = 'cus_00000000000000000000000000'
const refusals: [string, string, string][] = [
  ['neither id nor externalRef', '{ customer { id } }', 'INVALID_ARGUMENT'],
  ['an id of another type', '{ customer(id: "inv_00000000000000000000000000") { id } }', 'INVALID_ID'],
  ['an id that is none', '{ node(id: "42") { id } }', 'INVALID_ID'],
  [
    'a system that is not there',
    '{ customer(externalRef: { systemId: "x", objectType: "y", externalId: "z" }) { id } }',
    'INVALID_ARGUMENT',
  ],
  ['a page of 101', '{ customers(first: 101) { nodes { id } } }', 'PAGE_TOO_LARGE'],
  ['a page of none', '{ customers(first: 0) { nodes { id } } }', 'PAGE_TOO_LARGE'],
  ['a made up cursor', '{ customers(after: "abc") { nodes { id } } }', 'INVALID_CURSOR'],
  ['an empty text', '{ customers(filter: { text: " " }) { nodes { id } } }', 'INVALID_ARGUMENT'],
  [
    'a unit that is an id of another type',
    `{ customers(filter: { businessUnitIds: ["${UNKNOWN_ID}"] }) { nodes { id } } }`,
    'INVALID_ID',
  ],
]
for (const [what, query, code] of refusals)
  test(`${what} is refused with ${code}`, async () => assert.deepEqual(await codesOf(query), [code]))

test('an unknown id is null, and a malformed one among many costs its own place', async () => {
  assert.deepEqual(
    await answer(`{ customer(id: "${UNKNOWN_ID}") { id } node(id: "${UNKNOWN_ID}") { id } }`),
    {
      customer: null,
      node: null,
    },
  )
  const id = await idOf('A')
  const { data, errors } = await ask('query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }', {
    ids: [UNKNOWN_ID, 'nonsense', id],
  })
  assert.deepEqual(data, { nodes: [null, null, { __typename: 'Customer', id }] })
  assert.deepEqual(
    errors?.map(({ path }) => path),
    [['nodes', 1]],
  )
})

/** All names of a list, read in pages. */
async function walk(args: string, first: number): Promise<string[]> {
  const names: string[] = []
  let after: string | null = null
  do {
    const query = `query ($after: String) { customers(first: ${first}, after: $after, ${args}) {
      nodes { displayName } pageInfo { hasNextPage endCursor } } }`
    const { customers } = (await answer(query, { after })) as {
      customers: { nodes: { displayName: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string } }
    }
    names.push(...customers.nodes.map(({ displayName }) => displayName))
    after = customers.pageInfo.hasNextPage ? customers.pageInfo.endCursor : null
  } while (after !== null)
  return names
}

for (const size of [1, 2, 6]) {
  test(`pages of ${size} show every customer once, in order, ties included`, async () => {
    const byName = await walk('sort: NAME_ASC', size)
    assert.deepEqual(
      byName.map((name) => name.toLowerCase()),
      ['100%_pure', 'acme', 'ærø ferries', 'same', 'same', 'same'],
    )
    const byChange = await walk('sort: UPDATED_DESC', size)
    assert.deepEqual([byChange[0], byChange.at(-1)], ['Ærø Ferries', 'Acme'])
    assert.deepEqual(byChange.toSorted(), byName.toSorted())
  })
}

test('a cursor of one order is refused in the other', async () => {
  const { customers } = (await answer('{ customers(first: 1) { pageInfo { endCursor } } }')) as {
    customers: { pageInfo: { endCursor: string } }
  }
  const query = 'query ($after: String) { customers(sort: UPDATED_DESC, after: $after) { nodes { id } } }'
  assert.deepEqual(await codesOf(query, { after: customers.pageInfo.endCursor }), ['INVALID_CURSOR'])
})

const filters: [string, string[]][] = [
  ['text: "aero"', ['Ærø Ferries']],
  ['text: "ÆRØ"', ['Ærø Ferries']],
  ['text: "%_"', ['100%_Pure']],
  ['text: "a_me"', []],
  ['updatedAfter: "2026-11-02T12:00:00+00:00"', ['Ærø Ferries']],
  ['statuses: []', ['100%_Pure', 'Acme', 'Ærø Ferries']],
  ['statuses: [ACTIVE]', ['Ærø Ferries']],
  ['statuses: [ACTIVE, CHURNED]', ['100%_Pure', 'Ærø Ferries']],
  ['statuses: [UNKNOWN]', ['Acme']],
  ['statuses: [PROSPECT]', []],
]
for (const [filter, names] of filters)
  test(`customers with ${filter}`, async () => {
    const found = await walk(`filter: { ${filter} }`, 20)
    assert.deepEqual(
      found.filter((name) => name.toLowerCase() !== 'same'),
      names,
    )
  })

test('customers of a business unit, and the units themselves', async () => {
  const { businessUnits: units } = (await answer(
    '{ businessUnits { nodes { id name parent { name } externalRefs { externalId } } } }',
  )) as { businessUnits: { nodes: { id: string }[] } }
  const [americas, emea] = units.nodes
  assert.deepEqual(emea, { id: emea?.id, name: 'Europe', parent: { name: 'Americas' }, externalRefs: [] })
  const query =
    'query ($ids: [ID!]) { customers(filter: { businessUnitIds: $ids }) { nodes { displayName } } }'
  assert.deepEqual(await answer(query, { ids: [americas?.id] }), {
    customers: { nodes: [{ displayName: 'Acme' }] },
  })
  const { businessUnit } = await answer('query ($id: ID!) { businessUnit(id: $id) { name } }', {
    id: emea?.id,
  })
  assert.deepEqual(businessUnit, { name: 'Europe' })
})

test('children are listed below their parent', async () => {
  const { customer } = await answer(
    'query ($id: ID) { customer(id: $id) { children(first: 2) { nodes { displayName } pageInfo { hasNextPage } } } }',
    { id: await idOf('A') },
  )
  const { children } = customer as { children: { nodes: unknown[]; pageInfo: object } }
  assert.equal(children.nodes.length, 2)
  assert.deepEqual(children.pageInfo, { hasNextPage: true })
})

test('a caller limited to some customers or units sees nothing else, by whatever way', async () => {
  const [own, other] = [await idOf('A'), await idOf('B')]
  const query = `query ($own: ID!, $other: ID!, $invoice: ID!) {
    own: customer(id: $own) { displayName } other: customer(id: $other) { displayName }
    node(id: $other) { id } invoice: node(id: $invoice) { id }
    check: checkEntitlement(customerId: $other) { customerId }
    customers { nodes { displayName } } }`
  const [invoice] = await crosswalk.ensureIds('Invoice', [
    { connectionId: 'pay-1', objectType: 'invoice', nativeId: 'i' },
  ])
  const seen = {
    own: { displayName: 'Acme' },
    other: null,
    node: null,
    invoice: null,
    check: null,
    customers: { nodes: [{ displayName: 'Acme' }] },
  }
  const variables = { own, other, invoice }
  const limits = [{ customerIds: [own] }, { businessUnits: ['americas'] }]
  for (const limit of limits)
    assert.deepEqual(await answer(query, variables, { caller: { ...EVERYTHING, ...limit } }), seen)
})

test('who is there for some customers sees the units of these alone, and not how systems do', async () => {
  const { businessUnits: units } = (await answer('{ businessUnits { nodes { id } } }')) as {
    businessUnits: { nodes: { id: string }[] }
  }
  const variables = { ids: units.nodes.map(({ id }) => id), emea: units.nodes[1]?.id }
  const query = `query ($ids: [ID!]!, $emea: ID!) { businessUnits { nodes { name parent { name } } }
    businessUnit(id: $emea) { name } nodes(ids: $ids) { ... on BusinessUnit { name } } }`
  const seenBy = (...customerIds: string[]) => {
    const caller = { ...EVERYTHING, customerIds }
    return answer(query, variables, { caller })
  }
  const americas = { name: 'Americas' }
  assert.deepEqual(await seenBy(await idOf('A')), {
    businessUnits: { nodes: [{ ...americas, parent: null }] },
    businessUnit: null,
    nodes: [americas, null],
  })
  assert.deepEqual(await seenBy(await idOf('B')), {
    businessUnits: { nodes: [{ name: 'Europe', parent: null }] },
    businessUnit: { name: 'Europe' },
    nodes: [null, { name: 'Europe' }],
  })
  assert.deepEqual(await seenBy(), { businessUnits: { nodes: [] }, businessUnit: null, nodes: [null, null] })
  const caller = { ...EVERYTHING, customerIds: [await idOf('A')] }
  assert.deepEqual(await codesOf('{ systems { circuit } }', {}, { caller }), ['FORBIDDEN'])
})

test('a bare id of an invoice asks for the scope that the edge to it asks for', async () => {
  const [id] = await crosswalk.ensureIds('Invoice', [
    { connectionId: 'pay-1', objectType: 'invoice', nativeId: 'i' },
  ])
  const query = 'query ($id: ID!) { node(id: $id) { __typename id } }'
  assert.deepEqual(await answer(query, { id }), { node: { __typename: 'Invoice', id } })
  const caller = { ...EVERYTHING, scopes: new Set<string>() }
  assert.deepEqual(await answer(query, { id }, { caller }), { node: null })
})

test('the system of record answers first, and the next one where it has nothing', async () => {
  const given = { id: await idOf('A'), crmLegalName: 'From CRM', billingLegalName: 'From billing' }
  const legalName = (more: object, options?: Parameters<typeof ask>[2]) =>
    entity('Customer', 'legalName', { ...given, ...more }, options)
  assert.deepEqual(await legalName({ erpLegalName: 'From ERP' }), { legalName: 'From ERP' })
  assert.deepEqual(await legalName({ erpLegalName: null }), { legalName: 'From billing' })
  assert.deepEqual(await legalName({ erpLegalName: ' ' }), { legalName: 'From billing' })
  const systemOfRecord = inAmericas({ 'Customer.legalName': ['CRM', 'ERP'] })
  assert.deepEqual(await legalName({ erpLegalName: 'From ERP' }, { systemOfRecord }), {
    legalName: 'From CRM',
  })
})

test('a contract and an invoice follow the unit of their customer, a product the company', async () => {
  const customer = { id: await idOf('A') }
  const systemOfRecord = {
    ...inAmericas({ 'Contract.renewal': ['BILLING', 'CRM'], 'Invoice.invoiceNumber': ['BILLING'] }),
    company: { 'Product.name': ['BILLING', 'CRM'], 'Invoice.invoiceNumber': ['ERP'] },
  } as const
  const contract = { id: 'ctr_1', crmRenewal: { autoRenew: true }, billingRenewal: { autoRenew: false } }
  const renewal = (more: object) =>
    entity('Contract', 'renewal { autoRenew }', { ...contract, ...more }, { systemOfRecord })
  assert.deepEqual(await renewal({ customer }), { renewal: { autoRenew: false } })
  assert.deepEqual(await renewal({ customer: null }), { renewal: { autoRenew: true } })
  const numbers = { id: 'inv_1', erpInvoiceNumber: 'E', billingInvoiceNumber: 'B' }
  const number = (more: object) =>
    entity('Invoice', 'invoiceNumber', { ...numbers, ...more }, { systemOfRecord })
  assert.deepEqual(await number({ customer }), { invoiceNumber: 'B' })
  assert.deepEqual(await number({}), { invoiceNumber: 'E' })
  assert.deepEqual(await number({ erpInvoiceNumber: null }), { invoiceNumber: null })
  const product = { id: 'prd_1', crmName: 'From CRM', billingName: 'From billing' }
  assert.deepEqual(await entity('Product', 'name', product, { systemOfRecord }), { name: 'From billing' })
})

test('an address without a line is no answer', async () => {
  const empty = { line1: null, line2: null, city: null, region: null, postalCode: null, countryCode: null }
  const found = await entity('Customer', 'billingAddress { city }', {
    id: await idOf('A'),
    erpBillingAddress: empty,
    billingBillingAddress: { ...empty, city: 'Oslo' },
    crmBillingAddress: null,
  })
  assert.deepEqual(found, { billingAddress: { city: 'Oslo' } })
})

const SUPPORT_1 = 'sen_00000000000000000000000001'
const SUPPORT_2 = 'sen_00000000000000000000000002'
const FEATURE_1 = 'fen_00000000000000000000000001'
const entitlementRefs = {
  supportEntitlementRefs: [
    { id: SUPPORT_1, start: '2026-01-01T00:00:00Z', end: '2026-11-24T00:00:00Z' },
    { id: SUPPORT_2, start: null, end: null },
  ],
  featureEntitlementRefs: [{ id: FEATURE_1, start: '2026-11-24T00:00:00Z', end: null }],
}

test('entitlements of both systems are one list: newest first, paged, active at an instant', async () => {
  const given = { id: await idOf('A'), ...entitlementRefs }
  const page = 'nodes { __typename id } pageInfo { hasNextPage endCursor }'
  const first = (await entity('Customer', `entitlements(first: 2) { ${page} }`, given)) as {
    entitlements: { nodes: object[]; pageInfo: { hasNextPage: boolean; endCursor: string } }
  }
  assert.deepEqual(first.entitlements.nodes, [
    { __typename: 'FeatureEntitlement', id: FEATURE_1 },
    { __typename: 'SupportEntitlement', id: SUPPORT_1 },
  ])
  const { endCursor } = first.entitlements.pageInfo
  const last = { __typename: 'SupportEntitlement', id: SUPPORT_2 }
  assert.deepEqual(
    await entity('Customer', `entitlements(after: "${endCursor}") { nodes { __typename id } }`, given),
    {
      entitlements: { nodes: [last] },
    },
  )
  const active = 'entitlements(activeAt: "2026-11-24T00:00:00Z") { nodes { id } }'
  assert.deepEqual(await entity('Customer', active, given), {
    entitlements: { nodes: [{ id: FEATURE_1 }, { id: SUPPORT_2 }] },
  })
})

test('entitlements of the system that answers are shown when the other does not, and null when neither does', async () => {
  const id = await idOf('A')
  const fields = 'entitlements { nodes { id } }'
  assert.deepEqual(
    await entity('Customer', fields, { id, ...entitlementRefs, supportEntitlementRefs: null }),
    {
      entitlements: { nodes: [{ id: FEATURE_1 }] },
    },
  )
  const neither = { supportEntitlementRefs: null, featureEntitlementRefs: null }
  assert.deepEqual(await entity('Customer', fields, { id, ...neither }), { entitlements: null })
})

test("a case's active entitlements are those of the moment the operation arrived", async () => {
  const context = {
    caseId: 'cas_00000000000000000000000001',
    customerId: await idOf('A'),
    ...entitlementRefs,
  }
  assert.deepEqual(await entity('CaseCommercialContext', 'activeEntitlements { id }', context), {
    activeEntitlements: [{ id: FEATURE_1 }, { id: SUPPORT_2 }],
  })
})

test('provenance says for each field where it came from, how old it is and whose word counts', async () => {
  const read = (path: string, systemId: string, externalId: string) => ({
    path,
    systemId,
    objectType: systemId === 'crm-1' ? 'Account' : 'customer',
    externalId,
    sourceField: `${systemId}.${path}`,
    readMode: 'LIVE',
    readAt: '2026-11-23T23:59:50.500Z',
    sourceUpdatedAt: null,
    freshness: 'FRESH',
    transform: null,
  })
  const given = {
    id: await idOf('A'),
    crmReads: [read('legalName', 'crm-1', 'A'), read('domain', 'crm-1', 'A')],
    billingReads: [
      read('legalName', 'pay-1', 'a'),
      read('legalName', 'pay-1', 'a'),
      read('billingAddress.city', 'pay-1', 'a'),
    ],
    supportReads: [],
    erpReads: null,
  }
  const fields = `path isSystemOfRecord system { id } record { externalId url linkState } ageSeconds correlationId`
  const systemOfRecord = inAmericas({ 'Customer.legalName': ['BILLING', 'CRM'] })
  const all = (await entity('Customer', `provenance { ${fields} }`, given, { systemOfRecord })) as {
    provenance: object[]
  }
  const common = { ageSeconds: 9, correlationId: 'c-1' }
  const account = {
    system: { id: 'crm-1' },
    record: { externalId: 'A', url: null, linkState: 'ACTIVE' },
    ...common,
  }
  const payer = {
    system: { id: 'pay-1' },
    record: { externalId: 'a', url: 'https://pay.example/a', linkState: 'ACTIVE' },
    ...common,
  }
  assert.deepEqual(all.provenance, [
    { path: 'legalName', isSystemOfRecord: false, ...account },
    { path: 'domain', isSystemOfRecord: true, ...account },
    { path: 'legalName', isSystemOfRecord: true, ...payer },
    { path: 'billingAddress.city', isSystemOfRecord: false, ...payer },
  ])
  const some = await entity('Customer', 'provenance(paths: ["billingAddress"]) { path }', given)
  assert.deepEqual(some, { provenance: [{ path: 'billingAddress.city' }] })
})

test('custom fields of every system are one list, or those asked for', async () => {
  const field = (key: string, systemId: string) => ({
    key,
    type: 'text',
    value: 'v',
    system: { id: systemId },
    sourceField: key,
  })
  const given = {
    id: await idOf('A'),
    crmCustomFields: [field('tier', 'crm-1')],
    billingCustomFields: [field('tier', 'pay-1'), field('dunning', 'pay-1')],
    supportCustomFields: null,
    erpCustomFields: null,
  }
  assert.deepEqual(await entity('Customer', 'customFields(keys: ["tier"]) { key system { id } }', given), {
    customFields: [
      { key: 'tier', system: { id: 'crm-1' } },
      { key: 'tier', system: { id: 'pay-1' } },
    ],
  })
})

test('systems are named from the configuration, without asking them', async () => {
  assert.deepEqual(await answer('{ systems { system { id domain } circuit budget { kind } apiVersion } }'), {
    systems: [
      { system: { id: 'crm-1', domain: 'CRM' }, circuit: 'CLOSED', budget: null, apiVersion: null },
      { system: { id: 'pay-1', domain: 'BILLING' }, circuit: 'CLOSED', budget: null, apiVersion: null },
    ],
  })
})

test('an entitlement check repeats the question, and is answered from the evidence', async () => {
  const customerId = await idOf('A')
  const query =
    'query ($id: ID!) { checkEntitlement(customerId: $id, featureKey: "sso", channel: PHONE) { customerId productId featureKey channel checkedAt } }'
  assert.deepEqual((await answer(query, { id: customerId })).checkEntitlement, {
    customerId,
    productId: null,
    featureKey: 'sso',
    channel: 'PHONE',
    checkedAt: '2026-11-24T00:00:00.000Z',
  })
  const yes = { grants: true, inGrace: false, reasons: [] }
  const check = { customerId, productId: null, featureKey: 'sso', channel: null }
  const weighed = (evidence: object) =>
    entity('EntitlementCheck', 'outcome reasons', { ...check, ...evidence })
  // No record of this customer in support and ERP: they were not asked, so they did not fail.
  assert.deepEqual(
    await weighed({ crmEvidence: yes, billingEvidence: yes, supportEvidence: null, erpEvidence: null }),
    { outcome: 'ENTITLED', reasons: [] },
  )
  assert.deepEqual(
    await weighed({ crmEvidence: yes, billingEvidence: null, supportEvidence: null, erpEvidence: null }),
    { outcome: 'INDETERMINATE', reasons: ['SOURCE_UNAVAILABLE'] },
  )
})
