import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { createDemoWorld } from '#demo-world/world.ts'
import { addDays, dayOf } from '#shared/clock.ts'
import { mintId } from '#shared/global-id.ts'
import type { Tree } from './ask-subgraph.ts'
import { type BillingVendor, startBillingWorld } from './billing-world.ts'

const demo = createDemoWorld(new Date())
const dayIn = (days: number): string => dayOf(addDays(demo.today, days))
/** Companies that billing knows by the CRM's id. */
const KEYS = demo.companies
  .filter(({ presence }) => presence.BILLING?.names.includes('CRM'))
  .map(({ key }) => key)

const customer = (id: string) => ({ __typename: 'Customer', id })
const codes = (errors: { extensions: Record<string, unknown> }[]): unknown[] =>
  errors.map(({ extensions }) => extensions.code)

/** Everything of a customer that billing answers, as one operation asks for it. */
const WHOLE_CUSTOMER = `... on Customer {
  id billingEmail billingLegalName billingTaxIdentifiers { scheme value verified } billingBillingAddress { city countryCode }
  billingCustomFields { key } featureEntitlementRefs { id start end }
  subscriptions(first: 5) { nodes { id status currentPeriod { start end } mrr { amount currencyCode } contract { id }
    items { id quantity price { id unitAmount { amount } product { id billingName } } } } }
  invoices(first: 5) { nodes { id billingInvoiceNumber status total { amount currencyCode } amountDue { amount }
    customer { id } lines(first: 5) { nodes { id amount { amount } product { id } } } billingReads { path } } pageInfo { hasNextPage } }
  payments(first: 5) { nodes { id status method amount { amount } fee { amount } receivedAt refunds { id } } }
  billingReads { path sourceField }
}`

/** What the billing subgraph answers, whoever the vendor is. */
export function testBillingGraph(vendor: BillingVendor): void {
  describe(`the graph over ${vendor.vendor}`, () => {
    test('answers a customer’s whole paying side in five calls, and its contracts in one more', async () => {
      await using world = await startBillingWorld(vendor)
      const graph = await world.graph()
      const operation = graph.operation()
      let acme: Tree
      const calls = await world.callsOf(async () => {
        const { data, errors } = await operation.entities(WHOLE_CUSTOMER, [
          customer(graph.customerId('acme')),
        ])
        assert.deepEqual(errors, [])
        acme = data[0]
        const contract = { __typename: 'Contract', id: await graph.contractId('acme-c2') }
        const selection =
          '... on Contract { billingRenewal { autoRenew renewalDate termMonths noticeDays } billingReads { path } }'
        const contracts = await operation.entities(selection, [contract])
        assert.deepEqual(contracts.errors, [])
        assert.deepEqual(contracts.data[0].billingRenewal, {
          autoRenew: true,
          renewalDate: contracts.data[0].billingRenewal.renewalDate,
          termMonths: 12,
          noticeDays: null,
        })
        assert.ok(contracts.data[0].billingRenewal.renewalDate > dayIn(100))
        assert.ok(contracts.data[0].billingReads.length > 0)
      })
      assert.equal(acme.billingEmail, 'ap@acme-industries.com')
      assert.equal(acme.billingLegalName, 'Acme Industries, Inc.')
      assert.equal(acme.featureEntitlementRefs.length, 5)
      assert.deepEqual(
        acme.subscriptions.nodes.flatMap(({ items }: Tree) => items.map(({ price }: Tree) => price.product))
          .length,
        3,
      )
      assert.deepEqual(
        acme.subscriptions.nodes[0].items.map(({ price }: Tree) => price.product.billingName).length > 0,
        true,
      )
      const [invoice] = acme.invoices.nodes
      assert.equal(invoice.billingInvoiceNumber, 'ACME-0007')
      assert.equal(invoice.customer.id, acme.id)
      assert.equal(acme.invoices.pageInfo.hasNextPage, true)
      assert.equal(acme.payments.nodes[0].status, 'SUCCEEDED')
      assert.ok(acme.billingReads.some(({ path }: Tree) => path === 'billingEmail'))
      assert.ok(calls.length <= 6, calls.join('\n'))
    })

    test('a list of many customers costs one search for ten of them, for each kind of record', async () => {
      await using world = await startBillingWorld(vendor)
      const graph = await world.graph()
      const keys = KEYS.slice(0, 50)
      const selection = `... on Customer { billingEmail
        subscriptions(first: 3) { nodes { status } }
        invoices(first: 3) { nodes { status amountDue { amount } } } payments(first: 1) { nodes { status } } }`
      let data: Tree
      const calls = await world.callsOf(async () => {
        const answer = await graph.operation().entities(
          selection,
          keys.map((key) => customer(graph.customerId(key))),
        )
        assert.deepEqual(answer.errors, [])
        data = answer.data
      })
      assert.equal(data.length, keys.length)
      assert.ok(data.every(({ billingEmail }: Tree) => billingEmail !== null))
      const perObject = Map.groupBy(calls, (call) => call)
      assert.ok(
        [...perObject.values()].every((same) => same.length <= Math.ceil(keys.length / 10)),
        [...perObject].map(([call, same]) => `${same.length} ${call}`).join('\n'),
      )
    })

    test('a customer without a record in billing is null and no error', async () => {
      await using world = await startBillingWorld(vendor)
      const graph = await world.graph()
      const stranger = mintId('Customer', new Date())
      const calls = await world.callsOf(async () => {
        const { data, errors } = await graph.operation().entities(
          `... on Customer { billingEmail subscriptions { nodes { id } } invoices { nodes { id } }
            payments { nodes { id } } featureEntitlementRefs { id } billingReads { path } }`,
          [customer(stranger)],
        )
        assert.deepEqual(errors, [])
        assert.deepEqual(data[0], {
          billingEmail: null,
          subscriptions: null,
          invoices: null,
          payments: null,
          featureEntitlementRefs: null,
          billingReads: [],
        })
      })
      assert.deepEqual(calls, [])
    })

    test('a system that is down costs its own fields, each with its error', async () => {
      await using world = await startBillingWorld(vendor)
      const graph = await world.graph()
      world.emulator.fail({ path: '/v1/invoices', status: 500, body: {} })
      const { data, errors } = await graph
        .operation()
        .entities('... on Customer { id billingEmail invoices { nodes { id } } }', [
          customer(graph.customerId('acme')),
        ])
      assert.equal(data[0].billingEmail, 'ap@acme-industries.com')
      assert.equal(data[0].invoices, null)
      assert.deepEqual(
        errors.map(({ path, extensions }) => [path, extensions.code, extensions.system]),
        [[['_entities', 0, 'invoices'], 'SYSTEM_UNAVAILABLE', 'billing']],
      )
    })

    test('pages a customer’s invoices to the end by cursor', async () => {
      await using world = await startBillingWorld(vendor)
      const graph = await world.graph()
      const seen: string[] = []
      let after: string | null = null
      do {
        const { data, errors }: Tree = await graph.operation().entities(
          `... on Customer { invoices(first: 2${after ? `, after: "${after}"` : ''}) {
              nodes { billingInvoiceNumber } pageInfo { hasNextPage endCursor } } }`,
          [customer(graph.customerId('acme'))],
        )
        assert.deepEqual(errors, [])
        const { nodes, pageInfo } = data[0].invoices
        seen.push(...nodes.map(({ billingInvoiceNumber }: Tree) => billingInvoiceNumber))
        after = pageInfo.hasNextPage ? pageInfo.endCursor : null
      } while (after)
      assert.deepEqual(
        seen.toSorted(),
        Array.from({ length: 7 }, (_, index) => `ACME-000${index + 1}`),
      )
    })

    for (const [title, argument, code] of [
      ['more than a hundred records', 'first: 101', 'PAGE_TOO_LARGE'],
      ['no record', 'first: 0', 'PAGE_TOO_LARGE'],
      ['a cursor of nowhere', 'after: "bm93aGVyZQ"', 'INVALID_CURSOR'],
    ] as const) {
      test(`${title} cannot be asked for`, async () => {
        await using world = await startBillingWorld(vendor)
        const graph = await world.graph()
        const { errors } = await graph
          .operation()
          .entities(`... on Customer { invoices(${argument}) { nodes { id } } }`, [
            customer(graph.customerId('acme')),
          ])
        assert.deepEqual(codes(errors), [code])
      })
    }

    test('a record that billing owns is found by its id, with its edges', async () => {
      await using world = await startBillingWorld(vendor)
      const graph = await world.graph()
      const first = await graph.operation().entities(WHOLE_CUSTOMER, [customer(graph.customerId('acme'))])
      const [acme] = first.data
      const { invoices, payments, subscriptions, featureEntitlementRefs } = acme
      const { data, errors } = await graph.operation().entities(
        `__typename
        ... on Invoice { billingInvoiceNumber contract { id } subscription { id } lines { nodes { id } } }
        ... on Payment { amount { amount currencyCode } attempt nextAttemptAt }
        ... on BillingSubscription { customer { id } }
        ... on FeatureEntitlement { customer { id } feature { key name kind } source subscription { id } contract { id } }
        ... on Price { interval product { id } }`,
        [
          { __typename: 'Invoice', id: invoices.nodes[0].id },
          { __typename: 'Payment', id: payments.nodes[0].id },
          { __typename: 'BillingSubscription', id: subscriptions.nodes[0].id },
          { __typename: 'FeatureEntitlement', id: featureEntitlementRefs[0].id },
          { __typename: 'Price', id: subscriptions.nodes[0].items[0].price.id },
        ],
      )
      assert.deepEqual(errors, [])
      const [invoice, payment, subscription, entitlement, price] = data
      const contractId = await graph.contractId('acme-c2')
      assert.equal(invoice.billingInvoiceNumber, 'ACME-0007')
      assert.equal(invoice.contract.id, contractId)
      assert.deepEqual(
        invoice.lines.nodes.map(({ id }: Tree) => id),
        invoices.nodes[0].lines.nodes.map(({ id }: Tree) => id),
      )
      assert.deepEqual(payment.amount, { amount: '3000.00', currencyCode: 'USD' })
      assert.deepEqual([payment.attempt, payment.nextAttemptAt], [1, null])
      assert.equal(subscription.customer.id, acme.id)
      assert.equal(entitlement.customer.id, acme.id)
      assert.equal(entitlement.contract.id, contractId)
      assert.equal(price.product.id !== null, true)
    })

    test('an invoice is asked for by id at the root: hidden from whom its customer is hidden, null when unknown', async () => {
      await using world = await startBillingWorld(vendor)
      const graph = await world.graph()
      const { data } = await graph
        .operation()
        .entities('... on Customer { invoices(first: 1) { nodes { id } } }', [
          customer(graph.customerId('acme')),
        ])
      const [{ id }] = data[0].invoices.nodes
      const source = 'query ($id: ID!) { invoice(id: $id) { id } }'
      const ask = (asked: string, customerIds?: string[]) =>
        graph.operation({ customerIds }).query(source, { id: asked })
      assert.equal((await ask(id)).data.invoice.id, id)
      assert.equal((await ask(id, [graph.customerId('acme')])).data.invoice.id, id)
      assert.deepEqual(await ask(id, [graph.customerId('globex')]), { data: { invoice: null }, errors: [] })
      assert.deepEqual(await ask(mintId('Invoice', new Date())), { data: { invoice: null }, errors: [] })
      assert.deepEqual(codes((await ask(graph.customerId('acme'))).errors), ['INVALID_ID'])
    })

    test('a case sees what is open and how the last payment went', async () => {
      await using world = await startBillingWorld(vendor)
      const graph = await world.graph()
      const { data, errors } = await graph.operation().entities(
        `... on CaseCommercialContext {
          openInvoices(first: 10) { nodes { billingInvoiceNumber dueDate amountDue { amount currencyCode } } }
          lastPayment { status failureCode attempt nextAttemptAt amount { amount currencyCode } }
          featureEntitlementRefs { id } }`,
        [{ __typename: 'CaseCommercialContext', caseId: 'case', customerId: graph.customerId('globex') }],
      )
      assert.deepEqual(errors, [])
      const [{ openInvoices, lastPayment, featureEntitlementRefs }] = data
      assert.deepEqual(
        openInvoices.nodes.map(({ billingInvoiceNumber, amountDue }: Tree) => [
          billingInvoiceNumber,
          amountDue.amount,
        ]),
        [
          ['GLOBEX-0003', '32725.00'],
          ['GLOBEX-0002', '32725.00'],
        ],
      )
      assert.deepEqual(
        { ...lastPayment, nextAttemptAt: lastPayment.nextAttemptAt.slice(0, 10) },
        {
          status: 'FAILED',
          failureCode: 'insufficient_funds',
          attempt: 3,
          nextAttemptAt: dayIn(2),
          amount: { amount: '32725.00', currencyCode: 'EUR' },
        },
      )
      assert.equal(featureEntitlementRefs.length, 3)
    })

    for (const [key, featureKey, evidence] of [
      ['acme', 'sso', { grants: true, inGrace: false, reasons: [] }],
      ['acme', 'telepathy', { grants: false, inGrace: false, reasons: ['NOT_COVERED'] }],
      ['acme', null, { grants: null, inGrace: false, reasons: [] }],
      ['hooli', 'sso', { grants: true, inGrace: true, reasons: ['ACCOUNT_OVERDUE'] }],
      ['globex', 'sso', { grants: false, inGrace: false, reasons: ['ACCOUNT_OVERDUE'] }],
    ] as const) {
      test(`whether ${key} may use ${featureKey ?? 'anything'} is ${JSON.stringify(evidence)}`, async () => {
        await using world = await startBillingWorld(vendor)
        const graph = await world.graph()
        const check = {
          __typename: 'EntitlementCheck',
          customerId: graph.customerId(key),
          productId: null,
          featureKey,
          channel: null,
        }
        const { data, errors } = await graph
          .operation()
          .entities(
            '... on EntitlementCheck { billingEvidence { grants inGrace reasons } billingReads { path } }',
            [check],
          )
        assert.deepEqual(errors, [])
        assert.deepEqual(data[0].billingEvidence, evidence)
        assert.equal(data[0].billingReads.length > 0, featureKey === 'sso' || featureKey === 'telepathy')
      })
    }

    test('a product says what it grants and costs', async () => {
      await using world = await startBillingWorld(vendor)
      const graph = await world.graph()
      const { data, errors } = await graph.operation().entities(
        `... on Product { billingName billingTaxCode features { id key } billingReads { path }
          prices(first: 100) { nodes { id unitAmount { amount currencyCode } interval taxBehavior } } }`,
        ['NW-PLAT', 'NW-ANLY', 'NW-ONB'].map((sku) => ({ __typename: 'Product', id: graph.productId(sku) })),
      )
      assert.deepEqual(errors, [])
      assert.deepEqual(
        data.map(({ billingName }: Tree) => billingName),
        ['Northwind Platform', 'Northwind Analytics', 'Onboarding package'],
      )
      assert.deepEqual(
        data[1].features.map(({ key }: Tree) => key),
        ['audit-log'],
      )
      const krona = data[0].prices.nodes.find(({ unitAmount }: Tree) => unitAmount.currencyCode === 'ISK')
      assert.deepEqual(
        [krona.unitAmount.amount, krona.interval, krona.taxBehavior],
        ['165000', 'MONTH', 'EXCLUSIVE'],
      )
      assert.equal(data[2].prices.nodes[0].interval, null)
    })

    test('a contract names its subscriptions and what they grant', async () => {
      await using world = await startBillingWorld(vendor)
      const graph = await world.graph()
      const representations = await Promise.all(
        ['acme-c2', 'acme-c1'].map(async (key) => ({
          __typename: 'Contract',
          id: await graph.contractId(key),
        })),
      )
      const { data, errors } = await graph
        .operation()
        .entities(
          '... on Contract { subscriptions { status } featureEntitlementRefs { id } billingRenewal { autoRenew } }',
          representations,
        )
      assert.deepEqual(errors, [])
      assert.equal(data[0].subscriptions.length, 2)
      assert.equal(data[0].featureEntitlementRefs.length, 5)
      assert.deepEqual(data[1], { subscriptions: [], featureEntitlementRefs: [], billingRenewal: null })
    })
  })
}
