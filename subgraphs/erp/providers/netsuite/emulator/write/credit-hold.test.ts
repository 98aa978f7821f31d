import assert from 'node:assert/strict'
import { test } from 'node:test'
import { netSuiteId } from '#demo-world/native-ids.ts'
import { detailOf, start } from '../test-account.ts'
import { TWO_LINES } from './stories.ts'

// Customer Credit Limit Handling.

const LIMITED = { creditLimit: 100, terms: { refName: 'NET30' } }
for (const [mode, customer, refusal] of [
  ['Ignore', { ...LIMITED, creditHoldOverride: { id: 'ON' } }, undefined],
  ['Warn', LIMITED, undefined],
  ['Enforce holds', LIMITED, 'This customer has exceeded their credit limit.'],
  ['Enforce holds', { ...LIMITED, creditLimit: 250.25 }, undefined],
  ['Enforce holds', { ...LIMITED, creditLimit: null }, undefined],
  ['Enforce holds', { ...LIMITED, creditHoldOverride: { id: 'OFF' } }, undefined],
  ['Enforce holds', { ...LIMITED, terms: null }, undefined],
  [
    'Enforce holds',
    { terms: { refName: 'NET30' }, creditHoldOverride: { id: 'ON' } },
    'This customer is on credit hold.',
  ],
] as const) {
  test(`credit handling ${mode}, ${JSON.stringify(customer)}: ${refusal ?? 'sold'}`, async () => {
    await using netsuite = await start()
    await netsuite.setUp({ creditLimitHandling: mode })
    const { id } = await netsuite.send('POST', 'customer', {
      companyName: 'On Credit Ltd',
      subsidiary: { id: netSuiteId('subsidiary', 'us') },
      ...customer,
    })
    const { status, body } = await netsuite.send('POST', 'salesOrder', { entity: { id }, item: TWO_LINES })
    const detail = body && detailOf(body).detail
    assert.deepEqual(
      [status, detail],
      refusal ? [400, `Error while accessing a resource. ${refusal}`] : [204, undefined],
    )
  })
}

test('what is owed counts against the limit', async () => {
  await using netsuite = await start()
  await netsuite.setUp({ creditLimitHandling: 'Enforce holds' })
  const { id } = await netsuite.send('POST', 'customer', {
    companyName: 'On Credit Ltd',
    subsidiary: { id: netSuiteId('subsidiary', 'us') },
    creditLimit: 400,
    terms: { refName: 'NET30' },
  })
  const sell = () => netsuite.send('POST', 'invoice', { entity: { id }, item: TWO_LINES })
  assert.deepEqual([(await sell()).status, (await sell()).status], [204, 400])
})
