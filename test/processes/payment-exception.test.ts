import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { classifyFailure } from '#processes/payment-exception/classify.ts'
import { wakeDue } from '#processes/engine/wake.ts'
import { cancelRun } from '#processes/decide/cancel.ts'
import { decideOnce } from '#processes/decide/decide.ts'
import { startTriggerWorld, STAFF, type TriggerWorld } from './trigger-world.ts'

const GRACE_DAYS = 14

let desk: TriggerWorld
let customer: string
let account: string
before(async () => {
  desk = await startTriggerWorld(['payment-failed'], { rules: { paymentGraceDays: GRACE_DAYS } })
  customer = await desk.events.nativeId('Acme Industries', 'billing-stripe')
  account = await desk.events.nativeId('Acme Industries', 'support-servicenow')
})
after(() => desk[Symbol.asyncDispose]())

/** An invoice whose payment was declined, and the run that this began, in its days of grace. */
async function failToPay(): Promise<{ invoice: string; runId: string }> {
  const { stripe, events } = desk
  const draft = await stripe.invoices.create({
    customer,
    collection_method: 'send_invoice',
    days_until_due: 30,
  })
  await stripe.invoiceItems.create({ customer, invoice: draft.id, amount: 1_000, currency: 'usd' })
  const { id: invoice } = await stripe.invoices.finalizeInvoice(draft.id)
  const failure = events.expectEvents('PAYMENT_FAILED')
  await stripe.invoices
    .pay(invoice, { payment_method: 'pm_card_chargeDeclinedInsufficientFunds' })
    .catch(() => {})
  const [failed] = await failure
  const { id: runId } = await desk.runOf('PAYMENT_EXCEPTION', failed?.entityId ?? '')
  await desk.reaches(runId, 'WAITING_EXTERNAL')
  return { invoice, runId }
}

const pay = (invoice: string) => desk.stripe.invoices.pay(invoice, { payment_method: 'pm_card_visa' })
const states = async (): Promise<string[]> =>
  (await desk.rows('service_entitlement', `account=${account}^ORDERBYsys_id`)).map(({ state = '' }) => state)
const openCase = async (): Promise<string> =>
  (await desk.rows('sn_customerservice_case', `account=${account}^number=CS0001001`))[0]?.sys_id ?? ''

/** What came of a run, as the graph tells it. */
async function resultOf(runId: string): Promise<unknown> {
  const source = `query ($id: ID!) { processRun(id: $id) { result { __typename ... on Invoice { status total { amount } } } } }`
  const { data } = await desk.events.world.query(source, { id: runId }, { caller: STAFF })
  return (data as { processRun: { result: unknown } }).processRun.result
}

test('a payment within the days of grace ends the matter with its invoice paid, and nobody was suspended', async () => {
  const { invoice, runId } = await failToPay()
  assert.equal(await resultOf(runId), null)
  assert.match((await desk.notes(await openCase())).join('\n'), /10\.00 USD failed: INSUFFICIENT_FUNDS/)
  await pay(invoice)
  await desk.reaches(runId, 'COMPLETED')
  assert.deepEqual(await states(), ['active', 'active'])
  assert.match((await desk.notes(await openCase())).join('\n'), /nothing follows from it any more/)
  assert.deepEqual(await resultOf(runId), {
    __typename: 'Invoice',
    status: 'PAID',
    total: { amount: '10.00' },
  })
})

test('after them support is suspended, once for two failures; it is restored when both are paid', async () => {
  const [one, other] = [await failToPay(), await failToPay()]
  desk.pass(GRACE_DAYS)
  await wakeDue(desk.events.world.domains.processes.engine)
  for (const { runId } of [one, other]) await suspended(runId)
  assert.deepEqual(await states(), ['suspended', 'suspended'])
  await pay(one.invoice)
  await desk.reaches(one.runId, 'COMPLETED')
  assert.deepEqual(await states(), ['suspended', 'suspended'])
  await pay(other.invoice)
  await desk.reaches(other.runId, 'COMPLETED')
  assert.deepEqual(await states(), ['active', 'active'])
})

test('whoever calls it off restores first', async () => {
  const { runId } = await failToPay()
  desk.pass(GRACE_DAYS)
  await suspended(runId)
  const { engine } = desk.events.world.domains.processes
  const wish = { idempotencyKey: 'off', runId }
  const asked = { caller: STAFF, operation: 'processRunCancel', input: wish, now: new Date() }
  await decideOnce(engine, asked, cancelRun)
  await desk.reaches(runId, 'CANCELLED')
  assert.deepEqual(await states(), ['active', 'active'])
})

async function suspended(runId: string): Promise<void> {
  while ((await desk.steps(runId))['note-suspension'] !== 'SUCCEEDED')
    await new Promise((resolve) => setTimeout(resolve, 20))
  await desk.reaches(runId, 'WAITING_EXTERNAL')
}

for (const [failure, facts] of [
  ['INSUFFICIENT_FUNDS', { status: 'FAILED', failureCode: 'insufficient_funds' }],
  ['EXPIRED_CARD', { status: 'FAILED', failureCode: 'expired_card' }],
  ['AUTHENTICATION_REQUIRED', { status: 'FAILED', failureCode: 'authentication_required' }],
  ['AUTHENTICATION_REQUIRED', { status: 'REQUIRES_ACTION', failureCode: undefined }],
  ['DISPUTE', { status: 'DISPUTED', failureCode: undefined }],
  ['OTHER', { status: 'FAILED', failureCode: 'do_not_honor' }],
  ['OTHER', { status: 'FAILED', failureCode: undefined }],
] as const) {
  test(`${facts.status} with ${facts.failureCode ?? 'no code'} is ${failure}`, () => {
    assert.equal(classifyFailure(facts), failure)
  })
}
