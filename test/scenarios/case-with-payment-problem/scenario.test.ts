import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, describe, test } from 'node:test'
import { createDays, type Days } from '../../support/days.ts'
import { LAYOUTS } from '../../support/split-world.ts'
import type { Stage } from '../../support/world.ts'

const operation = readFileSync(new URL('operation.graphql', import.meta.url), 'utf8')
const eur = (amount: string) => ({ amount, currencyCode: 'EUR' })

interface CaseAnswer {
  case: { commercialContext: { activeEntitlements: { __typename: string }[] } }
}

/** What an agent has to know of Globex: a severity-1 case, two unpaid invoices, a declined card, a credit hold. */
function expectedCase({ day, midnight, monthsAfter }: Days) {
  return {
    caseNumber: 'CS0001010',
    subject: 'Platform unreachable from all sites',
    severity: 'SEV1',
    escalated: true,
    customer: { displayName: 'Globex', supportTier: 'Premium', creditHold: true },
    entitlement: { status: 'ACTIVE', unit: 'CASES', remainingUnits: '5', slaName: 'Premium 8x5' },
    entitlementCheck: { outcome: 'NOT_ENTITLED', reasons: ['ACCOUNT_OVERDUE', 'CREDIT_HOLD'] },
    commercialContext: {
      contract: { contractNumber: '00000201', status: 'ACTIVATED', endDate: monthsAfter(-200, 12, 1) },
      openInvoices: {
        nodes: [
          { invoiceNumber: 'INV-GLOBEX-0003', dueDate: day(-15), amountDue: eur('32725.00') },
          // Charged to a card, so due on the day it was issued.
          { invoiceNumber: 'INV-GLOBEX-0002', dueDate: day(-75), amountDue: eur('32725.00') },
        ],
      },
      lastPayment: {
        status: 'FAILED',
        failureCode: 'insufficient_funds',
        amount: eur('32725.00'),
        nextAttemptAt: midnight(2),
      },
      overdue: eur('65450.00'),
    },
  }
}

for (const { layout, engines, missedCalls, start } of LAYOUTS) {
  describe(`a support case of a customer who does not pay, ${layout}`, () => {
    let world: Stage & AsyncDisposable
    let days: Days
    let id: string

    before(async () => {
      days = createDays(new Date())
      world = await start()
      const { data } = await world.query(
        'query ($id: ID!) { customer(id: $id) { cases { nodes { id } } } }',
        {
          id: await world.customerId('Globex'),
        },
      )
      id =
        (data as unknown as { customer: { cases: { nodes: { id: string }[] } } }).customer.cases.nodes[0]
          ?.id ?? ''
    })
    after(() => world[Symbol.asyncDispose]())

    for (const engine of engines) {
      test(`${engine} execution shows the agent what the other systems know`, async () => {
        const { data, errors } = await world.query(operation, { id }, { engine })
        assert.equal(errors, undefined)
        const answer = data as unknown as CaseAnswer
        const { activeEntitlements, ...commercialContext } = answer.case.commercialContext
        assert.deepEqual({ ...answer.case, commercialContext }, expectedCase(days))
        const kinds = activeEntitlements.map(({ __typename }) => __typename).sort()
        assert.deepEqual(kinds, [
          'FeatureEntitlement',
          'FeatureEntitlement',
          'FeatureEntitlement',
          'SupportEntitlement',
        ])
      })
    }

    test('no system is asked more than it takes', async () => {
      world.forgetCalls()
      await world.query(operation, { id })
      const { salesforce = 0, stripe = 0, servicenow = 0, netsuite = 0 } = world.callsPerVendor()
      assert.ok(
        salesforce <= 2 + missedCalls && stripe <= 6 && servicenow <= 3 && netsuite <= 3,
        JSON.stringify(world.callsPerVendor()),
      )
    })
  })
}
