import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { type ExecutionResult, graphql } from 'graphql'
import { salesforceId, serviceNowSysId } from '#demo-world/native-ids.ts'
import { systemClock } from '#shared/clock.ts'
import type { Connection } from '#shared/connections/connection.ts'
import type { Crosswalk } from '#shared/crosswalk.ts'
import { type Emulator, startEmulator } from '#shared/emulator/emulator.ts'
import { mintId } from '#shared/global-id.ts'
import { encodeCursor } from '#shared/page.ts'
import type { Caller } from '#shared/subgraph/context.ts'
import type { Subgraph } from '#shared/subgraph/subgraph.ts'
import { silentLogger } from '#shared/telemetry/logger.ts'
import type { Context } from '#support/context.ts'
import type { SupportProvider } from '#support/provider.ts'
import { supportProviders } from '#support/providers/index.ts'
import { createServicenowEmulator } from '#support/providers/servicenow/emulator/index.ts'
import { createSupportSubgraph } from '#support/subgraph.ts'
import { createMemoryCrosswalk } from '../support/memory-crosswalk.ts'
import { requestOf } from './request.ts'
import { answerLater } from './slow-crosswalk.ts'
import { connectionTo } from './support.ts'

const CUSTOMER = `
  id supportTier supportEntitlementRefs { id start end }
  supportCustomFields { key value system { id } sourceField }
  cases(first: 5) {
    nodes {
      id caseNumber subject status customer { id } contact { id } product { id }
      milestones { name target violated }
      entitlement { id unit remainingUnits contract { id } }
      entitlementCheck { customerId productId channel supportEvidence { grants inGrace reasons } }
      commercialContext { caseId customerId contract { id } supportEntitlementRefs { id } }
    }
    pageInfo { hasNextPage endCursor }
  }`

type Json = Record<string, unknown>

describe('the support subgraph', () => {
  let emulator: Emulator
  let provider: SupportProvider
  let subgraph: Subgraph<Context>
  let crosswalk: Crosswalk
  let connections: Map<string, Connection>
  const customerIds = new Map<string, string>()

  before(async () => {
    emulator = await startEmulator(createServicenowEmulator())
  })
  after(async () => {
    await provider.close()
    await emulator.close()
  })

  beforeEach(async () => {
    emulator.reset()
    await provider?.close()
    const connection = connectionTo(emulator)
    const crm: Connection = { ...connection, id: 'crm', domain: 'CRM' }
    connections = new Map([connection, crm].map((each) => [each.id, each]))
    provider = supportProviders.servicenow(connection, { logger: silentLogger, clock: systemClock })
    crosswalk = answerLater(createMemoryCrosswalk([connection, crm]))
    subgraph = createSupportSubgraph({ providers: [provider], crosswalk, connections })
    await linkIdentities()
  })

  /** What matching does at first start. */
  async function linkIdentities(): Promise<void> {
    const call = { correlationId: 'matching', signal: new AbortController().signal }
    for (const type of ['Customer', 'Product'] as const) {
      const { identities } = await provider.identities.listIdentities(type, undefined, call)
      for (const { name, ref } of identities) {
        const id = mintId(type, new Date())
        await crosswalk.addLinks([{ id, ref, method: 'EXTERNAL_ID_FIELD' }])
        if (type === 'Customer') customerIds.set(name, id)
      }
    }
  }

  const idOf = (name: string): string => {
    const id = customerIds.get(name)
    assert.ok(id, `no customer ${name}`)
    return id
  }
  const customer = (name: string) => ({ __typename: 'Customer', id: idOf(name) })

  function createContext(caller: Partial<Caller> = {}): Context {
    return subgraph.createContext(requestOf(caller))
  }
  /** The answer as a client gets it: plain JSON. */
  async function run(source: string, variableValues: Json, contextValue = createContext()) {
    const { data, errors } = await graphql({ schema: subgraph.schema, source, variableValues, contextValue })
    return { data: JSON.parse(JSON.stringify(data ?? null)) as Json | null, errors }
  }

  /** `_entities` as the gateway asks it. */
  async function entities(type: string, selection: string, representations: Json[], context?: Context) {
    const source = `query($r: [_Any!]!) { _entities(representations: $r) { ... on ${type} { ${selection} } } }`
    const { data, errors } = await run(source, { r: representations }, context)
    return { entities: (data?._entities ?? []) as (Json | null)[], errors }
  }

  const dataCalls = () => emulator.calls().filter(({ path }) => path.startsWith('/api/'))
  const codes = (errors: ExecutionResult['errors']) => errors?.map(({ extensions }) => extensions.code)

  async function caseIdOf(name: string): Promise<string> {
    const { entities: found } = await entities('Customer', 'cases { nodes { id } }', [customer(name)])
    return (found[0] as { cases: { nodes: { id: string }[] } }).cases.nodes[0]?.id ?? ''
  }

  test('a customer’s whole context costs two calls', async () => {
    const before = dataCalls().length
    const { entities: found, errors } = await entities('Customer', CUSTOMER, [customer('Globex')])
    assert.equal(errors, undefined)
    assert.equal(dataCalls().length - before, 2)
    const [globex] = found as { supportTier: string; cases: { nodes: Json[] } }[]
    assert.equal(globex?.supportTier, 'Premium')
    const {
      customer: owner,
      milestones,
      entitlement,
      entitlementCheck,
      commercialContext,
    } = (globex?.cases.nodes[0] ?? {}) as Record<string, Json>
    assert.deepEqual(owner, { id: idOf('Globex') })
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
    const fifty = [...customerIds.keys()].slice(0, 50).map(customer)
    const before = dataCalls().length
    const { entities: found, errors } = await entities('Customer', CUSTOMER, fifty)
    assert.equal(errors, undefined)
    assert.equal(found.length, 50)
    assert.ok(found.every((each) => each !== null))
    assert.equal(dataCalls().length - before, 2)
  })

  test('a case’s whole context costs three calls', async () => {
    const id = await caseIdOf('Globex')
    const before = dataCalls().length
    const { errors } = await run(
      `query($id: ID!) { case(id: $id) {
        caseNumber customer { id } milestones { name } entitlement { id remainingUnits }
        entitlementCheck { supportEvidence { grants reasons } supportReads { path } }
        commercialContext { contract { id } supportEntitlementRefs { id } }
        supportReads { path }
      } }`,
      { id },
    )
    assert.equal(errors, undefined)
    assert.equal(dataCalls().length - before, 3)
  })

  test('entities that come back within the operation cost no call', async () => {
    const context = createContext()
    const { entities: found } = await entities(
      'Customer',
      'supportEntitlementRefs { id } cases { nodes { id } }',
      [customer('Globex')],
      context,
    )
    const [globex] = found as { supportEntitlementRefs: Json[]; cases: { nodes: Json[] } }[]
    const before = dataCalls().length
    const again = [
      await entities(
        'SupportEntitlement',
        'id status unit customer { id } product { id } source decrementOn',
        [{ __typename: 'SupportEntitlement', ...globex?.supportEntitlementRefs[0] }],
        context,
      ),
      await entities('Case', 'caseNumber', [{ __typename: 'Case', ...globex?.cases.nodes[0] }], context),
    ]
    assert.equal(dataCalls().length, before)
    assert.deepEqual(
      again.map(({ errors }) => errors),
      [undefined, undefined],
    )
    assert.equal(again[0]?.entities[0]?.decrementOn, 'CASE_CLOSE')
    assert.equal(again[1]?.entities[0]?.caseNumber, 'CS0001010')
  })

  test('a customer whom support does not know reads as null, without an error', async () => {
    const stranger = { __typename: 'Customer', id: mintId('Customer', new Date()) }
    const { entities: found, errors } = await entities(
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
    emulator.fail({ path: '/api/', status: 503, body: '' })
    const { entities: found, errors } = await entities(
      'Customer',
      'id supportTier cases { nodes { id } } supportReads { path }',
      [customer('Globex')],
    )
    assert.deepEqual(found, [{ id: idOf('Globex'), supportTier: null, cases: null, supportReads: [] }])
    assert.deepEqual(codes(errors), ['SYSTEM_UNAVAILABLE', 'SYSTEM_UNAVAILABLE'])
    assert.deepEqual(
      errors?.map(({ extensions }) => extensions.system),
      [provider.connection.id, provider.connection.id],
    )
  })

  test('one table that fails costs its own fields', async () => {
    await fetch(`${emulator.baseUrl}/__emulator/instance`, {
      method: 'POST',
      body: JSON.stringify({ dropTables: ['service_entitlement'] }),
    })
    const { entities: found, errors } = await entities(
      'Customer',
      'supportTier supportEntitlementRefs { id }',
      [customer('Globex'), customer('Acme Industries')],
    )
    assert.deepEqual(
      found.map((each) => each?.supportEntitlementRefs),
      [null, null],
    )
    assert.ok(found.every((each) => each?.supportTier))
    assert.deepEqual(codes(errors), ['NOT_CONFIGURED', 'NOT_CONFIGURED'])
  })

  test('cases are paged by cursors that hold their place', async () => {
    const ask = async (pageArguments: string) => {
      const { entities: found, errors } = await entities(
        'Customer',
        `cases${pageArguments} { nodes { caseNumber } pageInfo { hasNextPage hasPreviousPage endCursor } }`,
        [customer('Acme Industries')],
      )
      assert.equal(errors, undefined)
      return (found[0] as { cases: { nodes: { caseNumber: string }[]; pageInfo: Json } }).cases
    }
    const first = await ask('(first: 1)')
    assert.deepEqual(first.nodes, [{ caseNumber: 'CS0001001' }])
    assert.equal(first.pageInfo.hasNextPage, true)
    const second = await ask(`(first: 1, after: "${first.pageInfo.endCursor}")`)
    assert.deepEqual(second.nodes, [{ caseNumber: 'CS0001002' }])
    assert.deepEqual([second.pageInfo.hasNextPage, second.pageInfo.hasPreviousPage], [false, true])
    const closed = await ask('(statuses: [CLOSED])')
    assert.deepEqual(closed.nodes, [{ caseNumber: 'CS0001002' }])
  })

  for (const [title, pageArguments, code] of [
    ['first over 100', 'first: 101', 'PAGE_TOO_LARGE'],
    ['first of 0', 'first: 0', 'PAGE_TOO_LARGE'],
    ['a cursor of nothing', 'after: "x"', 'INVALID_CURSOR'],
    ['a cursor of another list', `after: "${encodeCursor('Customer.invoices', '1')}"`, 'INVALID_CURSOR'],
    ['a cursor that names no place', `after: "${encodeCursor('Customer.cases', 'x')}"`, 'INVALID_CURSOR'],
    [
      'a cursor with a query in it',
      `after: "${encodeCursor('Customer.cases', '2026-11-24T09:00:00.000Z/1^ORstate=1')}"`,
      'INVALID_CURSOR',
    ],
  ] as const) {
    test(`${title} is ${code}`, async () => {
      const { errors } = await entities('Customer', `cases(${pageArguments}) { nodes { id } }`, [
        customer('Globex'),
      ])
      assert.deepEqual(codes(errors), [code])
    })
  }

  test('a case is found by its id', async () => {
    const id = await caseIdOf('Globex')
    const { data, errors } = await run('query($id: ID!) { case(id: $id) { id caseNumber escalated } }', {
      id,
    })
    assert.equal(errors, undefined)
    assert.deepEqual(data?.case, { id, caseNumber: 'CS0001010', escalated: true })
  })

  for (const [title, id, code] of [
    ['an id of another type', mintId('Customer', new Date()), 'INVALID_ID'],
    ['an id of no form', '42', 'INVALID_ID'],
    ['an id that names nothing', mintId('Case', new Date()), undefined],
  ] as const) {
    test(`${title} answers null${code === undefined ? '' : ` and ${code}`}`, async () => {
      const { data, errors } = await run('query($id: ID!) { case(id: $id) { id } }', { id })
      assert.equal(data?.case, null)
      assert.deepEqual(codes(errors), code === undefined ? undefined : [code])
    })
  }

  test('a caller limited to some customers sees no other’s case or entitlement', async () => {
    const id = await caseIdOf('Globex')
    const limited = { customerIds: [idOf('Acme Industries')] }
    const own = { customerIds: [idOf('Globex')] }
    const seen = async (caller: Partial<Caller>) => {
      const byRoot = await run('query($id: ID!) { case(id: $id) { id } }', { id }, createContext(caller))
      const byReference = await entities('Case', 'id', [{ __typename: 'Case', id }], createContext(caller))
      return [byRoot.data?.case !== null, byReference.entities[0] !== null]
    }
    assert.deepEqual(await seen(limited), [false, false])
    assert.deepEqual(await seen(own), [true, true])
  })

  test('a contract of the CRM has the entitlements that name it', async () => {
    const ref = { connectionId: 'crm', objectType: 'Contract', nativeId: salesforceId('800', 'globex-c1') }
    const [id = ''] = await crosswalk.ensureIds('Contract', [ref])
    const unknown = mintId('Contract', new Date())
    const { entities: found, errors } = await entities('Contract', 'supportEntitlementRefs { start }', [
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
    const check = (name: string, channel: string) => ({
      __typename: 'EntitlementCheck',
      customerId: idOf(name),
      productId: null,
      featureKey: null,
      channel,
    })
    const { entities: found, errors } = await entities(
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
    const before = dataCalls().length
    const { entities: found } = await entities(
      'Customer',
      'supportReads { path externalId sourceField readMode systemId } supportTier',
      [customer('Globex')],
    )
    assert.deepEqual(found[0]?.supportReads, [
      {
        path: 'supportTier',
        externalId: serviceNowSysId('customer_account', 'globex'),
        sourceField: 'customer_account.u_support_tier',
        readMode: 'LIVE',
        systemId: provider.connection.id,
      },
    ])
    assert.equal(dataCalls().length - before, 1)
    const alone = await entities('Customer', 'supportReads { path }', [customer('Globex')])
    assert.deepEqual(alone.entities, [{ supportReads: [] }])
    assert.equal(dataCalls().length - before, 1)
  })

  test('every call carries the operation’s correlation id', async () => {
    const before = dataCalls().length
    await entities('Customer', CUSTOMER, [customer('Globex')])
    const made = dataCalls().slice(before)
    assert.deepEqual([...new Set(made.map(({ headers }) => headers['x-correlation-id']))], ['contract-test'])
  })

  test('cases of two support systems are one list, newest first', async () => {
    const second = await startEmulator(createServicenowEmulator())
    const connection = { ...connectionTo(second), id: 'support-acquired' }
    const acquired = supportProviders.servicenow(connection, { logger: silentLogger, clock: systemClock })
    try {
      const all = new Map([...connections, [connection.id, connection]])
      const merged = createMemoryCrosswalk([...all.values()])
      for (const [connectionId, key] of [
        [provider.connection.id, 'globex'],
        [connection.id, 'acme'],
      ] as const) {
        const ref = {
          connectionId,
          objectType: 'customer_account',
          nativeId: serviceNowSysId('customer_account', key),
        }
        await merged.addLinks([{ id: idOf('Globex'), ref, method: 'MANUAL' }])
      }
      subgraph = createSupportSubgraph({
        providers: [provider, acquired],
        crosswalk: merged,
        connections: all,
      })
      const numbers: string[] = []
      let after: string | null = null
      do {
        const { entities: found, errors } = await entities(
          'Customer',
          `cases(first: 2, after: ${JSON.stringify(after)}) { nodes { caseNumber } pageInfo { hasNextPage endCursor } }`,
          [customer('Globex')],
        )
        assert.equal(errors, undefined)
        const { nodes, pageInfo } = (
          found[0] as {
            cases: { nodes: { caseNumber: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string } }
          }
        ).cases
        numbers.push(...nodes.map(({ caseNumber }) => caseNumber))
        after = pageInfo.hasNextPage ? pageInfo.endCursor : null
      } while (after !== null)
      assert.deepEqual(numbers, ['CS0001010', 'CS0001001', 'CS0001002'])
    } finally {
      await acquired.close()
      await second.close()
    }
  })
})
