import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Answer } from '#shared/answer.ts'
import type { Connection } from '#shared/connections/connection.ts'
import { WeftError } from '#shared/errors.ts'
import type { SubscriptionRecord } from './provider.ts'
import { listOfContracts } from './subscriptions-of-contracts.ts'

const subscription = (nativeId: string, contract: string, day: number) =>
  ({
    source: { nativeId },
    contract: { nativeId: contract },
    createdAt: new Date(Date.UTC(2026, 10, day)),
  }) as SubscriptionRecord

const DOWN = new WeftError('SYSTEM_UNAVAILABLE', 'down')
const OLD = subscription('sub_old', 'c1', 1)
const NEW = subscription('sub_new', 'c1', 2)
const call = { correlationId: 'test', signal: new AbortController().signal }
const made = async () => [{ nativeId: 'sub_new', crmContractId: 'c1' }]

/** Ids of what each contract has, or the code of why that is not known; `asked` is what was read by id. */
async function list(given: {
  found: Answer<SubscriptionRecord[]>[]
  read?: Answer<SubscriptionRecord>
  findMade?: typeof made
}) {
  const asked: string[] = []
  const billing = {
    connection: { id: 'billing' } as Connection,
    listSubscriptionsOfContracts: async () => given.found,
    getSubscriptions: async (ids: readonly string[]) => {
      asked.push(...ids)
      return ids.map(() => given.read)
    },
  }
  const answers = await listOfContracts(billing, ['c1', 'c2'], {
    ...{ findMade: given.findMade ?? made, now: new Date(), call },
  })
  const told = answers.map((answer) =>
    answer instanceof WeftError ? answer.code : answer?.map(({ source }) => source.nativeId),
  )
  return { told, asked }
}

test('what was made and is not found yet stands in its place, the newest first', async () => {
  const answered = await list({ found: [[OLD], []], read: NEW })
  assert.deepEqual(answered, { told: [['sub_new', 'sub_old'], []], asked: ['sub_new'] })
})

test('what is found is not read again', async () => {
  const answered = await list({ found: [[NEW, OLD], []], read: NEW })
  assert.deepEqual(answered, { told: [['sub_new', 'sub_old'], []], asked: [] })
})

test('what names another contract by now is not in this one’s list', async () => {
  const answered = await list({ found: [[OLD], []], read: subscription('sub_new', 'c2', 2) })
  assert.deepEqual(answered.told, [['sub_old'], ['sub_new']])
})

test('what is gone is left out; where it cannot be read there is no list', async () => {
  assert.deepEqual((await list({ found: [[OLD], []], read: undefined })).told, [['sub_old'], []])
  assert.deepEqual((await list({ found: [[OLD], []], read: DOWN })).told, ['SYSTEM_UNAVAILABLE', []])
})

test('a search that fails is not made good by half a list', async () => {
  assert.deepEqual((await list({ found: [DOWN, []], read: NEW })).told, ['SYSTEM_UNAVAILABLE', []])
})

test('without the store the list is what the search says', async () => {
  const findMade = async () => {
    throw new WeftError('STORE_UNAVAILABLE', 'away')
  }
  assert.deepEqual((await list({ found: [[OLD], []], findMade })).told, [['sub_old'], []])
})
