import assert from 'node:assert/strict'
import { after, beforeEach, describe, test } from 'node:test'
import { salesforceId } from '#demo-world/native-ids.ts'
import { signIn, startTestOrg } from '../test-org.ts'

const ACME = salesforceId('001', 'acme')
const GLOBEX = salesforceId('001', 'globex')

const org = await startTestOrg()
after(() => org.emulator.close())

type Message = Record<string, unknown> & { channel: string; error?: string; clientId?: string }
interface Header {
  entityName: string
  recordIds: string[]
  changeType: string
  changedFields: string[]
  transactionKey: string
  sequenceNumber: number
  changeOrigin: string
}
interface ChangeData {
  payload: { ChangeEventHeader: Header } & Record<string, unknown>
  event: { replayId: number }
}

async function send(message: object, token = org.token): Promise<Message[]> {
  const response = await fetch(`${org.emulator.baseUrl}/cometd/66.0`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify([message]),
  })
  return (await response.json()) as Message[]
}

interface Session {
  clientId: string
  /** What a connect answers, without its own reply. */
  events(): Promise<ChangeData[]>
}

async function open(channel = '/data/ChangeEvents', replayFrom = -1, token = org.token): Promise<Session> {
  const [handshake] = await send(
    { channel: '/meta/handshake', version: '1.0', supportedConnectionTypes: ['long-polling'] },
    token,
  )
  const clientId = handshake?.clientId ?? ''
  await send({ channel: '/meta/connect', clientId, connectionType: 'long-polling' }, token)
  const ext = { replay: { [channel]: replayFrom } }
  const [reply] = await send({ channel: '/meta/subscribe', clientId, subscription: channel, ext }, token)
  assert.equal(reply?.successful, true, reply?.error)
  return {
    clientId,
    async events() {
      const messages = await send(
        { channel: '/meta/connect', clientId, connectionType: 'long-polling' },
        token,
      )
      return messages.filter(({ data }) => data).map(({ data }) => data as ChangeData)
    },
  }
}

const headersOf = (events: ChangeData[]): Header[] => events.map(({ payload }) => payload.ChangeEventHeader)
const account = (fields: object) => ({ attributes: { type: 'Account' }, ...fields })

describe('change events', () => {
  let session: Session
  beforeEach(async () => {
    session = await open()
  })

  test('a new row sends all that it has, nested as the vendor nests it', async () => {
    await org.call('POST', '/sobjects/Account', { Name: 'Evented', BillingCity: 'Bonn', Phone: null })
    const [event] = await session.events()
    assert.ok(event)
    const { ChangeEventHeader: header, ...fields } = event.payload
    assert.equal(header.changeType, 'CREATE')
    assert.equal(header.changeOrigin, 'com/salesforce/api/rest/66.0')
    assert.deepEqual(Object.keys(fields), [
      'CreatedDate',
      'LastModifiedDate',
      'Name',
      'BillingAddress',
      'OwnerId',
      'CurrencyIsoCode',
    ])
    assert.deepEqual(fields.BillingAddress, { City: 'Bonn' })
    assert.match(String(fields.CreatedDate), /T\d{2}:\d{2}:\d{2}Z$/)
  })

  test('a change sends what changed, null included; a deletion sends nothing', async () => {
    const made = await org.call('POST', '/sobjects/Contact', { LastName: 'Brief', Title: 'x' })
    const { id } = made.body as { id: string }
    await org.call('PATCH', `/sobjects/Contact/${id}`, { Title: null })
    await org.call('DELETE', `/sobjects/Contact/${id}`)
    const [, changed, deleted] = await session.events()
    assert.deepEqual(changed?.payload.ChangeEventHeader.changedFields, ['LastModifiedDate', 'Title'])
    assert.equal(changed?.payload.Title, null)
    assert.equal(deleted?.payload.ChangeEventHeader.changeType, 'DELETE')
    assert.deepEqual(Object.keys(deleted?.payload ?? {}), ['ChangeEventHeader'])
  })

  test('the same change of several rows is one event with their ids', async () => {
    const records = [ACME, GLOBEX].map((id) => account({ id, Phone: '+1 555' }))
    await org.call('PATCH', '/composite/sobjects', { records })
    const headers = headersOf(await session.events())
    assert.deepEqual(
      headers.map(({ recordIds }) => recordIds),
      [[ACME, GLOBEX]],
    )
  })

  test('events of one transaction share a key and count from one; replay ids increase', async () => {
    const records = ['a', 'b', 'c'].map((Name) => account({ Name }))
    await org.call('POST', '/composite/sobjects', { records })
    const events = await session.events()
    const headers = headersOf(events)
    assert.deepEqual(
      headers.map(({ sequenceNumber }) => sequenceNumber),
      [1, 2, 3],
    )
    assert.equal(new Set(headers.map(({ transactionKey }) => transactionKey)).size, 1)
    const ids = events.map(({ event }) => event.replayId)
    assert.deepEqual(
      ids,
      ids.toSorted((one, other) => one - other),
    )
  })

  test('what was taken back is no event', async () => {
    await org.call('POST', '/composite/sobjects', {
      allOrNone: true,
      records: [account({ Name: 'x' }), account({})],
    })
    await org.call('POST', '/composite', {
      allOrNone: true,
      compositeRequest: ['y', undefined].map((Name, at) => ({
        method: 'POST',
        url: '/services/data/v66.0/sobjects/Account',
        referenceId: `r${at}`,
        body: { Name },
      })),
    })
    await org.call('PATCH', `/sobjects/Account/${ACME}`, { Phone: 'last' })
    const headers = headersOf(await session.events())
    assert.deepEqual(
      headers.map(({ changeType }) => changeType),
      ['UPDATE'],
    )
  })

  test('a gap says that something changed and not what', async () => {
    await org.control('/gaps', { object: 'Account', ids: [ACME] })
    await org.control('/gaps', { object: 'Account', times: 1 })
    await org.call('PATCH', `/sobjects/Account/${GLOBEX}`, { Phone: '7' })
    await org.control('/gaps', { object: 'Account', changeType: 'GAP_OVERFLOW' })
    const events = await session.events()
    assert.deepEqual(
      headersOf(events).map(({ changeType, recordIds }) => [changeType, recordIds]),
      [
        ['GAP_UPDATE', [ACME]],
        ['GAP_UPDATE', [GLOBEX]],
        ['GAP_OVERFLOW', ['000000000000000AAA']],
      ],
    )
    assert.ok(events.every(({ payload }) => Object.keys(payload).length === 1))
  })

  test('a channel of one object carries only its changes', async () => {
    const orders = await open('/data/OrderChangeEvent')
    await org.call('PATCH', `/sobjects/Account/${ACME}`, { Phone: '8' })
    await org.call('PATCH', `/sobjects/Order/${salesforceId('801', 'acme-so1')}`, { PoNumber: '8' })
    assert.deepEqual(
      headersOf(await orders.events()).map(({ entityName }) => entityName),
      ['Order'],
    )
  })

  test('a connect that is held open answers when something changes', async () => {
    const held = session.events()
    await org.call('PATCH', `/sobjects/Account/${ACME}`, { Phone: '9' })
    assert.equal((await held).length, 1)
  })
})

describe('what a listener is refused', () => {
  test('a handshake without a session', async () => {
    const [reply] = await send({ channel: '/meta/handshake', version: '1.0' }, 'nobody')
    assert.partialDeepStrictEqual(reply, {
      successful: false,
      error: '403::Handshake denied',
      ext: { sfdc: { failureReason: '401::Authentication invalid' } },
      advice: { reconnect: 'none' },
    })
  })

  test('a connect of an unknown client, who is to shake hands again', async () => {
    const [reply] = await send({ channel: '/meta/connect', clientId: 'nobody' })
    assert.partialDeepStrictEqual(reply, { error: '403::Unknown client', advice: { reconnect: 'handshake' } })
  })

  test('a channel that there is not', async () => {
    const { clientId } = await open()
    const [reply] = await send({ channel: '/meta/subscribe', clientId, subscription: '/data/CatChangeEvent' })
    assert.deepEqual([reply?.successful, reply?.error?.slice(0, 3)], [false, '403'])
  })
})

test('after 72 hours an event is gone, and its replay id with it', async () => {
  const session = await open()
  await org.call('PATCH', `/sobjects/Account/${ACME}`, { Phone: '1' })
  const [old] = await session.events()
  await org.control('/clock', { advanceSeconds: 72 * 3600 + 1 })
  const token = await signIn(org.emulator)
  await org.call('PATCH', `/sobjects/Account/${ACME}`, { Phone: '2' }, { authorization: `Bearer ${token}` })
  const retained = await (await open('/data/ChangeEvents', -2, token)).events()
  assert.deepEqual(
    retained.map(({ payload }) => payload.Phone),
    ['2'],
  )
  await assert.rejects(open('/data/ChangeEvents', old?.event.replayId, token), {
    message: /^400::The replayId/,
  })
})
