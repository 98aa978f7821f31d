import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { SystemOrder } from '#shared/connections/configuration.ts'
import { type AskOptions, openTestGraph } from './graph.test-support.ts'
import type { ConfiguredOrders } from './system-of-record.ts'

const { answer, idOf, entity, close } = await openTestGraph()
after(close)

/** Acme's unit takes other systems' words. */
const inAmericas = (systemOfRecord: SystemOrder): ConfiguredOrders => ({
  units: [{ key: 'americas', systemOfRecord }],
})

test('the system of record answers first, and the next one where it has nothing', async () => {
  const given = { id: await idOf('A'), crmLegalName: 'From CRM', billingLegalName: 'From billing' }
  const legalName = (more: object, options?: AskOptions) =>
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
