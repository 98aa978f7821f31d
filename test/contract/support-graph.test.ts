import assert from 'node:assert/strict'
import { test } from 'node:test'
import { salesforceId, serviceNowSysId } from '#demo-world/native-ids.ts'
import { mintId } from '#shared/global-id.ts'
import { codesOf, CUSTOMER, type Json, startSupportGraph } from './support-world.ts'

test('a customer’s whole context costs two calls', async () => {
  await using graph = await startSupportGraph()
  const before = graph.dataCalls().length
  const { entities: found, errors } = await graph.entities('Customer', CUSTOMER, [graph.customer('Globex')])
  assert.equal(errors, undefined)
  assert.equal(graph.dataCalls().length - before, 2)
  const [globex] = found as { supportTier: string; cases: { nodes: Json[] } }[]
  assert.equal(globex?.supportTier, 'Premium')
  const {
    customer: owner,
    milestones,
    entitlement,
    entitlementCheck,
    commercialContext,
  } = (globex?.cases.nodes[0] ?? {}) as Record<string, Json>
  assert.deepEqual(owner, { id: graph.idOf('Globex') })
  assert.deepEqual(milestones, [
    { name: 'First response, urgent', target: 'PT1H', violated: true },
    { name: 'Resolution', target: 'P5D', violated: false },
  ])
  assert.equal(entitlement?.remainingUnits, '5')
  assert.deepEqual(entitlementCheck?.supportEvidence, { grants: true, inGrace: false, reasons: [] })
  assert.deepEqual(commercialContext?.contract, entitlement?.contract)
  assert.deepEqual(commercialContext?.supportEntitlementRefs, [{ id: entitlement?.id }])
})

test('fifty customers cost no more calls than one', async () => {
  await using graph = await startSupportGraph()
  const fifty = graph.customerNames.slice(0, 50).map(graph.customer)
  const before = graph.dataCalls().length
  const { entities: found, errors } = await graph.entities('Customer', CUSTOMER, fifty)
  assert.equal(errors, undefined)
  assert.equal(found.length, 50)
  assert.ok(found.every((each) => each !== null))
  assert.equal(graph.dataCalls().length - before, 2)
})

test('a case’s whole context costs three calls', async () => {
  await using graph = await startSupportGraph()
  const id = await graph.globexCaseId()
  const before = graph.dataCalls().length
  const { errors } = await graph.run(
    `query($id: ID!) { case(id: $id) {
      caseNumber customer { id } milestones { name } entitlement { id remainingUnits }
      entitlementCheck { supportEvidence { grants reasons } supportReads { path } }
      commercialContext { contract { id } supportEntitlementRefs { id } }
      supportReads { path }
    } }`,
    { id },
  )
  assert.equal(errors, undefined)
  assert.equal(graph.dataCalls().length - before, 3)
})

test('entities that come back within the operation cost no call', async () => {
  await using graph = await startSupportGraph()
  const context = graph.createContext()
  const { entities: found } = await graph.entities(
    'Customer',
    'supportEntitlementRefs { id } cases { nodes { id } }',
    [graph.customer('Globex')],
    context,
  )
  const [globex] = found as { supportEntitlementRefs: Json[]; cases: { nodes: Json[] } }[]
  const before = graph.dataCalls().length
  const again = [
    await graph.entities(
      'SupportEntitlement',
      'id status unit customer { id } product { id } source decrementOn',
      [{ __typename: 'SupportEntitlement', ...globex?.supportEntitlementRefs[0] }],
      context,
    ),
    await graph.entities('Case', 'caseNumber', [{ __typename: 'Case', ...globex?.cases.nodes[0] }], context),
  ]
  assert.equal(graph.dataCalls().length, before)
  assert.deepEqual(
    again.map(({ errors }) => errors),
    [undefined, undefined],
  )
  assert.equal(again[0]?.entities[0]?.decrementOn, 'CASE_CLOSE')
  assert.equal(again[1]?.entities[0]?.caseNumber, 'CS0001010')
})

test('a customer whom support does not know reads as null, without an error', async () => {
  await using graph = await startSupportGraph()
  const stranger = { __typename: 'Customer', id: mintId('Customer', new Date()) }
  const { entities: found, errors } = await graph.entities(
    'Customer',
    'supportTier supportEntitlementRefs { id } supportCustomFields { key } supportReads { path } cases { nodes { id } }',
    [stranger],
  )
  assert.equal(errors, undefined)
  assert.deepEqual(found, [
    {
      supportTier: null,
      supportEntitlementRefs: null,
      supportCustomFields: null,
      supportReads: [],
      cases: { nodes: [] },
    },
  ])
})

test('with support down every field is null with its own error, and the customer is still there', async () => {
  await using graph = await startSupportGraph()
  graph.emulator.fail({ path: '/api/', status: 503, body: '' })
  const { entities: found, errors } = await graph.entities(
    'Customer',
    'id supportTier cases { nodes { id } } supportReads { path }',
    [graph.customer('Globex')],
  )
  assert.deepEqual(found, [{ id: graph.idOf('Globex'), supportTier: null, cases: null, supportReads: [] }])
  assert.deepEqual(codesOf(errors), ['SYSTEM_UNAVAILABLE', 'SYSTEM_UNAVAILABLE'])
  assert.deepEqual(
    errors?.map(({ extensions }) => extensions.system),
    [graph.provider.connection.id, graph.provider.connection.id],
  )
})

test('one table that fails costs its own fields', async () => {
  await using graph = await startSupportGraph()
  await fetch(`${graph.emulator.baseUrl}/__emulator/instance`, {
    method: 'POST',
    body: JSON.stringify({ dropTables: ['service_entitlement'] }),
  })
  const { entities: found, errors } = await graph.entities(
    'Customer',
    'supportTier supportEntitlementRefs { id }',
    [graph.customer('Globex'), graph.customer('Acme Industries')],
  )
  assert.deepEqual(
    found.map((each) => each?.supportEntitlementRefs),
    [null, null],
  )
  assert.ok(found.every((each) => each?.supportTier))
  assert.deepEqual(codesOf(errors), ['NOT_CONFIGURED', 'NOT_CONFIGURED'])
})

test('a contract of the CRM has the entitlements that name it', async () => {
  await using graph = await startSupportGraph()
  const ref = { connectionId: 'crm', objectType: 'Contract', nativeId: salesforceId('800', 'globex-c1') }
  const [id = ''] = await graph.crosswalk.ensureIds('Contract', [ref])
  const unknown = mintId('Contract', new Date())
  const { entities: found, errors } = await graph.entities('Contract', 'supportEntitlementRefs { start }', [
    { __typename: 'Contract', id },
    { __typename: 'Contract', id: unknown },
  ])
  assert.equal(errors, undefined)
  assert.deepEqual(
    found.map((each) => (each?.supportEntitlementRefs as unknown[] | null)?.length),
    [1, undefined],
  )
})

test('an entitlement check weighs what support knows, and says what it read', async () => {
  await using graph = await startSupportGraph()
  const check = (name: string, channel: string) => ({
    __typename: 'EntitlementCheck',
    customerId: graph.idOf(name),
    productId: null,
    featureKey: null,
    channel,
  })
  const { entities: found, errors } = await graph.entities(
    'EntitlementCheck',
    'supportReads { sourceField } supportEvidence { grants reasons }',
    [check('Globex', 'CHAT'), check('Globex', 'PHONE'), check('Wonka Foods', 'PHONE')],
  )
  assert.equal(errors, undefined)
  const plain = found as { supportEvidence: Json; supportReads: Json[] }[]
  assert.deepEqual(
    plain.map(({ supportEvidence }) => supportEvidence),
    [
      { grants: false, reasons: ['CHANNEL_NOT_ALLOWED'] },
      { grants: true, reasons: [] },
      { grants: false, reasons: ['NOT_COVERED'] },
    ],
  )
  assert.deepEqual(
    plain.map(({ supportReads }) => supportReads.length > 0),
    [true, true, false],
  )
})

test('reads name the records that answered, and cost no call', async () => {
  await using graph = await startSupportGraph()
  const before = graph.dataCalls().length
  const { entities: found } = await graph.entities(
    'Customer',
    'supportReads { path externalId sourceField readMode systemId } supportTier',
    [graph.customer('Globex')],
  )
  assert.deepEqual(found[0]?.supportReads, [
    {
      path: 'supportTier',
      externalId: serviceNowSysId('customer_account', 'globex'),
      sourceField: 'customer_account.u_support_tier',
      readMode: 'LIVE',
      systemId: graph.provider.connection.id,
    },
  ])
  assert.equal(graph.dataCalls().length - before, 1)
  const alone = await graph.entities('Customer', 'supportReads { path }', [graph.customer('Globex')])
  assert.deepEqual(alone.entities, [{ supportReads: [] }])
  assert.equal(graph.dataCalls().length - before, 1)
})

test('every call carries the operation’s correlation id', async () => {
  await using graph = await startSupportGraph()
  const before = graph.dataCalls().length
  await graph.entities('Customer', CUSTOMER, [graph.customer('Globex')])
  const made = graph.dataCalls().slice(before)
  assert.deepEqual([...new Set(made.map(({ headers }) => headers['x-correlation-id']))], ['contract-test'])
})
