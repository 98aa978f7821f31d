import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { addDays, dayOf } from '#shared/clock.ts'
import { mintId } from '#shared/global-id.ts'
import type { Tree } from './ask-subgraph.ts'
import {
  billingInvoice,
  billingPayment,
  crmContract,
  type ErpGraph,
  type ErpVendor,
  type ErpWorld,
  startErpWorld,
} from './erp-world.ts'
import { listAll } from './identities.ts'

/** The most calls that one operation may make at the ERP, signing in left out, however many customers it is about. */
const MOST_CALLS = 3

async function linkCustomer(world: ErpWorld, graph: ErpGraph, key: string): Promise<string> {
  const nativeId = await world.customer(key)
  return graph.link('Customer', { connectionId: 'erp', objectType: 'customer', nativeId })
}

const customer = (id: string) => ({ __typename: 'Customer', id })
const codes = (errors: readonly unknown[]): unknown[] =>
  errors.map((error) => (error as { extensions?: { code?: unknown } }).extensions?.code)

function forgetCalls(world: ErpWorld): () => number {
  const isSignIn = ({ path }: { path: string }): boolean => path.endsWith('/token')
  const before = world.emulator.calls().filter((call) => !isSignIn(call)).length
  return () => world.emulator.calls().filter((call) => !isSignIn(call)).length - before
}

const CUSTOMER_FIELDS = `... on Customer {
  id customerNumber currencyCode creditHold creditLimit { amount currencyCode }
  paymentTerms { code netDays dueOnReceipt } taxExemption { exempt }
  legalEntity { id name baseCurrency }
  accountBalance { receivable { amount } overdue { amount } unapplied { amount } asOf erpReads { path } }
  orders(first: 5) { nodes { id orderNumber status total { amount } orderedAt businessUnit { id } contract { id }
    lines { id quantity product { id sku } unitPrice { amount } } } pageInfo { hasNextPage } }
  erpLegalName erpTaxIdentifiers { scheme value } erpBillingAddress { city countryCode } erpCustomFields { key }
  erpReads { path sourceField }
}`

/** What the ERP subgraph answers, whoever the vendor is. */
export function testErpGraph(vendor: ErpVendor): void {
  describe(`the graph over ${vendor.vendor}`, () => {
    test('answers a customer’s whole finance side', async () => {
      await using world = await startErpWorld(vendor)
      const graph = world.graph()
      const id = await linkCustomer(world, graph, 'acme')
      const productId = await graph.link('Product', {
        connectionId: 'erp',
        objectType: 'item',
        nativeId: await world.product('NW-PLAT'),
      })
      const { data, errors } = await graph.operation().entities(CUSTOMER_FIELDS, [customer(id)])
      assert.deepEqual(errors, [])
      const [acme] = data
      assert.equal(acme.creditHold, false)
      assert.deepEqual({ ...acme.creditLimit }, { amount: '250000.00', currencyCode: 'USD' })
      assert.deepEqual({ ...acme.paymentTerms }, { code: 'NET30', netDays: 30, dueOnReceipt: false })
      assert.equal(acme.accountBalance.receivable.amount, '9742.50')
      assert.equal(acme.accountBalance.unapplied.amount, '3000.00')
      assert.equal(acme.erpLegalName, 'Acme Industries, Inc.')
      assert.deepEqual({ ...acme.erpBillingAddress }, { city: 'San Francisco', countryCode: 'US' })
      const [order] = acme.orders.nodes
      assert.equal(order.orderNumber, 'SO10101')
      assert.equal(order.businessUnit, null)
      assert.match(order.contract.id, /^ctr_/)
      assert.deepEqual({ ...order.lines[0].product }, { id: productId, sku: 'NW-PLAT' })
      assert.equal(order.lines[1].product, null)
      assert.ok(acme.erpReads.some((read: Tree) => read.path === 'creditLimit'))
    })

    test('a customer without an account in the ERP costs nothing and fails nothing', async () => {
      await using world = await startErpWorld(vendor)
      const graph = world.graph()
      const id = mintId('Customer', new Date())
      const { data, errors } = await graph.operation().entities(CUSTOMER_FIELDS, [customer(id)])
      assert.deepEqual(errors, [])
      const { id: same, erpReads, ...fields } = data[0]
      assert.equal(same, id)
      assert.deepEqual([...erpReads], [])
      assert.ok(Object.values(fields).every((value) => value === null))
      assert.equal(world.emulator.calls().length, 0)
    })

    test('one customer’s full context and a list of fifty cost the same few calls', async () => {
      await using world = await startErpWorld(vendor)
      const graph = world.graph()
      const all = await listAll(world.provider, 'Customer', world.call())
      const ids = await Promise.all(all.slice(0, 50).map(({ ref }) => graph.link('Customer', ref)))
      const invoices = await Promise.all(
        ['acme-i7', 'stark-i1', 'gulf-i1'].map((key) => graph.link('Invoice', billingInvoice(key))),
      )
      const contract = await graph.link('Contract', crmContract('acme-c2'))
      const product = await graph.link('Product', {
        connectionId: 'erp',
        objectType: 'item',
        nativeId: await world.product('NW-ANLY'),
      })
      for (const customers of [ids.slice(0, 1), ids]) {
        const operation = graph.operation()
        const calls = forgetCalls(world)
        const first = await operation.entities(CUSTOMER_FIELDS, customers.map(customer))
        assert.deepEqual(first.errors, [])
        assert.equal(first.data.length, customers.length)
        const later = await Promise.all([
          operation.entities(
            '... on Invoice { postingStatus postingPeriod ledgerTotal { base { amount } } allocations { amount { amount } } creditNotes { number } }',
            invoices.map((id) => ({ __typename: 'Invoice', id })),
          ),
          operation.entities('... on Product { sku kind erpTaxCode }', [
            { __typename: 'Product', id: product },
          ]),
          operation.entities('... on Contract { billedToDate { amount } }', [
            { __typename: 'Contract', id: contract },
          ]),
        ])
        assert.deepEqual(
          later.flatMap(({ errors }) => errors),
          [],
        )
        assert.ok(calls() <= MOST_CALLS, `${customers.length} customers cost ${calls()} calls`)
      }
    })

    test('shows what the ledger says of an invoice, and NOT_POSTED for one that it does not know', async () => {
      await using world = await startErpWorld(vendor)
      const graph = world.graph()
      const stark = await graph.link('Invoice', billingInvoice('stark-i1'))
      const hooli = await graph.link('Invoice', billingInvoice('hooli-i1'))
      const nobody = mintId('Invoice', new Date())
      const { data, errors } = await graph.operation().entities(
        `... on Invoice { id postingStatus postingDate periodClosed amountCredited { amount } erpInvoiceNumber
          ledgerTotal { transaction { amount } base { amount } exchangeRate rateSource }
          allocations { payment { id } creditNote { id number } invoice { id } amount { amount } }
          creditNotes { id reason total { amount } postingStatus invoice { id } } erpReads { path } }`,
        [stark, hooli, nobody].map((id) => ({ __typename: 'Invoice', id })),
      )
      assert.deepEqual(errors, [])
      const [posted, unposted, unknown] = data
      assert.equal(posted.postingStatus, 'POSTED')
      assert.equal(posted.periodClosed, true)
      assert.equal(posted.postingDate, dayOf(addDays(new Date(), -149)))
      assert.equal(posted.amountCredited.amount, '1200.00')
      assert.equal(posted.creditNotes[0].invoice.id, stark)
      assert.deepEqual(
        posted.allocations.map((one: Tree) => one.invoice.id),
        [stark, stark],
      )
      assert.ok(posted.allocations.some((one: Tree) => /^pay_/.test(one.payment?.id ?? '')))
      assert.ok(posted.erpReads.length > 0)
      assert.deepEqual(
        [unposted.postingStatus, unposted.ledgerTotal, unposted.allocations],
        ['NOT_POSTED', null, null],
      )
      assert.equal(unknown.postingStatus, null)
    })

    test('shows where a payment went; an unapplied one went nowhere', async () => {
      await using world = await startErpWorld(vendor)
      const graph = world.graph()
      const payments = await Promise.all(
        ['stark-i1-p1', 'acme-i7-p1'].map((key) => graph.link('Payment', billingPayment(key))),
      )
      const { data } = await graph.operation().entities(
        '... on Payment { allocations { payment { id } invoice { id } amount { amount } } }',
        payments.map((id) => ({ __typename: 'Payment', id })),
      )
      assert.equal(data[0].allocations[0].payment.id, payments[0])
      assert.equal(data[0].allocations[0].amount.amount, '10000.00')
      assert.deepEqual([...data[1].allocations], [])
    })

    test('speaks against an entitlement only where a hold is set', async () => {
      await using world = await startErpWorld(vendor)
      const graph = world.graph()
      const globex = await linkCustomer(world, graph, 'globex')
      const acme = await linkCustomer(world, graph, 'acme')
      const { data, errors } = await graph.operation().entities(
        '... on EntitlementCheck { customerId erpEvidence { grants inGrace reasons } erpReads { path } }',
        [globex, acme, mintId('Customer', new Date())].map((customerId) => ({
          __typename: 'EntitlementCheck',
          customerId,
        })),
      )
      assert.deepEqual(errors, [])
      const say = data.map(({ erpEvidence }: Tree) => [erpEvidence.grants, [...erpEvidence.reasons]])
      assert.deepEqual(say, [
        [false, ['CREDIT_HOLD']],
        [null, []],
        [null, []],
      ])
      assert.deepEqual(
        data[0].erpReads.map((read: Tree) => read.path),
        ['creditHold'],
      )
    })

    test('tells a case what its customer owes', async () => {
      await using world = await startErpWorld(vendor)
      const graph = world.graph()
      const customerId = await linkCustomer(world, graph, 'globex')
      const { data } = await graph
        .operation()
        .entities('... on CaseCommercialContext { overdue { amount currencyCode } }', [
          { __typename: 'CaseCommercialContext', caseId: mintId('Case', new Date()), customerId },
        ])
      assert.deepEqual({ ...data[0].overdue }, { amount: '65450.00', currencyCode: 'EUR' })
    })

    test('order(id:) answers who may see its customer, and null to everybody else', async () => {
      await using world = await startErpWorld(vendor)
      const graph = world.graph()
      const id = await linkCustomer(world, graph, 'acme')
      const listed = await graph
        .operation()
        .entities('... on Customer { orders { nodes { id } } }', [customer(id)])
      const orderId = listed.data[0].orders.nodes[0].id
      const ask = '{ order(id: $id) { orderNumber customer { id } } }'
      const seen = await graph
        .operation({ customerIds: [id] })
        .query(`query ($id: ID!) ${ask}`, { id: orderId })
      assert.equal(seen.data.order.customer.id, id)
      const hidden = await graph
        .operation({ customerIds: [] })
        .query(`query ($id: ID!) ${ask}`, { id: orderId })
      assert.equal(hidden.data.order, null)
      const unknown = await graph
        .operation()
        .query(`query ($id: ID!) ${ask}`, { id: mintId('Order', new Date()) })
      assert.deepEqual([unknown.data.order, unknown.errors], [null, []])
      const wrong = await graph.operation().query(`query ($id: ID!) ${ask}`, { id })
      assert.deepEqual(codes(wrong.errors), ['INVALID_ID'])
    })

    test('refuses a page that is too large and a cursor of another list', async () => {
      await using world = await startErpWorld(vendor)
      const graph = world.graph()
      const id = await linkCustomer(world, graph, 'acme')
      const { data, errors } = await graph
        .operation()
        .entities(
          '... on Customer { currencyCode large: orders(first: 101) { nodes { id } } wrong: orders(after: "bm9uZQ") { nodes { id } } }',
          [customer(id)],
        )
      assert.deepEqual(codes(errors).sort(), ['INVALID_CURSOR', 'PAGE_TOO_LARGE'])
      assert.equal(data[0].currencyCode, 'USD')
    })

    test('with the ERP down, each field that needs it is null with an error at its path', async () => {
      await using world = await startErpWorld(vendor)
      const graph = world.graph()
      const id = await linkCustomer(world, graph, 'acme')
      world.emulator.fail({ status: 503, body: {} })
      const { data, errors } = await graph
        .operation()
        .entities('... on Customer { id customerNumber erpReads { path } }', [customer(id)])
      assert.deepEqual([data[0].id, data[0].customerNumber, [...data[0].erpReads]], [id, null, []])
      assert.deepEqual(codes(errors), ['SYSTEM_UNAVAILABLE'])
      assert.deepEqual((errors[0] as Tree).path, ['_entities', 0, 'customerNumber'])
    })
  })
}
