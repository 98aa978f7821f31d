import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Fault } from '#shared/emulator/faults.ts'
import { startTestOrg, type TestOrg } from '../test-org.ts'

let org: TestOrg
before(async () => {
  org = await startTestOrg()
})
after(() => org.emulator.close())

const html = { status: 200, headers: { 'content-type': 'text/html' }, body: '<html>Sign in</html>' }

describe('a write whose answer was lost', () => {
  const cases: [what: string, fault: Fault, next: number][] = [
    ['after it took effect is found by its key', { status: 503, body: [], applied: true }, 200],
    ['to a cut connection after it took effect is found too', { reset: 'before-answer', applied: true }, 200],
    ['in the middle of the body is found too', { reset: 'mid-body' }, 200],
    ['to a page of HTML is found too', { ...html, applied: true }, 200],
    ['before it took effect is made by the next', { status: 503, body: [] }, 201],
    ['to a cut connection before it took effect is made by the next', { reset: 'before-answer' }, 201],
  ]
  for (const [at, [what, fault, next]] of cases.entries())
    test(what, async () => {
      const path = `/sobjects/Account/Weft_Key__c/lost-${at}`
      org.emulator.fail({ ...fault, method: 'PATCH', times: 1 })
      await org.call('PATCH', path, { Name: 'Lost' }).catch(() => undefined)
      const again = await org.call('PATCH', path, { Name: 'Lost' })
      assert.equal(again.status, next)
    })
})
