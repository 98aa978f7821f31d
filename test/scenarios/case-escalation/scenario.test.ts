import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, describe, test } from 'node:test'
import { CLIENTS } from '#gateway/transports/clients.test-support.ts'
import { type EventWorld, startEventWorld } from '../../support/event-world.ts'

const query = readFileSync(new URL('operation.graphql', import.meta.url), 'utf8')

interface Escalation {
  eventId: string
  sequence: string
  source: { externalId: string }
}

describe('a case that is opened with severity 1', () => {
  let world: EventWorld
  let account: string

  before(async () => {
    world = await startEventWorld()
    account = await world.nativeId('Globex', 'support-servicenow')
  })
  after(() => world[Symbol.asyncDispose]())

  test('reaches agents on every transport, with what billing, the ledger and the CRM know', async () => {
    const streams = CLIENTS.map(([, open]) => open({ url: world.url, query }))
    const first = streams.map((stream) => stream.next())
    // Each stream is open before the case is: from then on nothing is missed.
    await world.opened(CLIENTS.length)
    const sysId = await world.openCase({ short_description: 'All sites down', account, u_severity: '1' })
    for (const { value } of await Promise.all(first)) {
      const { data, errors } = value as { data: { caseEscalated: Escalation }; errors?: unknown }
      assert.equal(errors, undefined)
      const { eventId, sequence, ...escalation } = data.caseEscalated
      assert.match(eventId, /^evt_/)
      assert.match(sequence, /^\d+$/)
      assert.deepEqual(escalation, {
        cause: 'WEBHOOK',
        source: {
          system: { id: 'support-servicenow' },
          objectType: 'sn_customerservice_case',
          externalId: sysId,
        },
        case: {
          subject: 'All sites down',
          severity: 'SEV1',
          customer: {
            displayName: 'Globex',
            creditHold: true,
            contracts: { nodes: [{ contractNumber: '00000201', status: 'ACTIVATED' }] },
            invoices: {
              nodes: [
                { invoiceNumber: 'INV-GLOBEX-0003', amountDue: { amount: '32725.00', currencyCode: 'EUR' } },
                { invoiceNumber: 'INV-GLOBEX-0002', amountDue: { amount: '32725.00', currencyCode: 'EUR' } },
              ],
            },
          },
        },
      })
    }
    await Promise.all(streams.map((stream) => stream.return?.()))
  })
})
