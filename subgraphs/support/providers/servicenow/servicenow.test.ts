import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { systemClock } from '#shared/clock.ts'
import type { Emulator } from '#shared/emulator/emulator.ts'
import { isWeftError } from '#shared/errors.ts'
import { silentLogger } from '#shared/telemetry/logger.ts'
import { type Instance, startInstance, valueOr } from './instance.test-support.ts'
import { createServicenowProvider } from './index.ts'
import { CONNECTION } from './published.test-support.ts'

for (const [title, fields] of [
  ['a field that Weft does not know', { supportTeir: 'u_tier' }],
  ['a name that is no field', { supportTier: 'u_tier^ORDERBYname' }],
  ['an empty name of a characteristic', { slaCharacteristic: ' ' }],
] as const) {
  test(`a connection is refused for ${title}`, () => {
    assert.throws(
      () => createServicenowProvider({ ...CONNECTION, fields }, { logger: silentLogger, clock: systemClock }),
      { code: 'INVALID_CONNECTION' },
    )
  })
}

test('a connection without a client secret is refused', () => {
  const credentials = { clientId: 'x' }
  assert.throws(
    () =>
      createServicenowProvider({ ...CONNECTION, credentials }, { logger: silentLogger, clock: systemClock }),
    { code: 'INVALID_CONNECTION' },
  )
})

test('a field that the instance lacks is NOT_CONFIGURED, not the rows of everybody', async () => {
  await using instance = await startInstance()
  const { provider, call, configure } = instance
  await configure({ dropFields: ['sn_pss_core_service_contract.u_crm_contract_id'] })
  await assert.rejects(provider.listEntitlementsOfContracts(['800000000000001AAA'], call), {
    code: 'NOT_CONFIGURED',
  })
})

test('a table that the instance lacks fails what needs it and nothing else', async () => {
  await using instance = await startInstance()
  const { provider, globex, call, configure } = instance
  await configure({ dropTables: ['sn_pss_core_entitlement_usage'] })
  const [accounts, entitlements] = await Promise.allSettled([
    provider.getAccounts([globex.id], call),
    provider.listEntitlements([globex.id], call),
  ])
  assert.equal(accounts.status, 'fulfilled')
  assert.equal(entitlements.status === 'rejected' && entitlements.reason.code, 'NOT_CONFIGURED')
})

test('a row of another shape fails alone', async () => {
  await using instance = await startInstance()
  const { emulator, provider, globex, call } = instance
  const row = { sys_id: globex.id, name: 'Globex' }
  emulator.fail({ path: '/api/', body: { result: [row, { sys_id: 'other', name: ['?'] }] }, status: 200 })
  const [good, bad] = await provider.getAccounts([globex.id, 'other'], call)
  assert.equal(valueOr(good)?.name, 'Globex')
  assert.ok(isWeftError(bad, 'INVALID_RESPONSE'))
  const { identities } = await provider.identities.listIdentities('Customer', undefined, call)
  assert.deepEqual(
    identities.map(({ name }) => name),
    ['Globex'],
  )
})

test('renamed fields are read', async () => {
  await using instance = await startInstance()
  const { globex, call, create } = instance
  const renamed = create({ fields: { supportTier: 'rank_tier', 'custom.phone': 'phone' } })
  const [account] = await renamed.getAccounts([globex.id], call)
  assert.equal(valueOr(account)?.supportTier, 'valued')
  assert.equal(valueOr(account)?.fieldSources.supportTier, 'customer_account.rank_tier')
  assert.equal(valueOr(account)?.customFields.at(-1)?.key, 'phone')
  await renamed.close()
})

describe('of the cases that the integration user may not read', () => {
  const newest = { statuses: undefined, first: 1, after: undefined }

  /** Adds older cases, and hides as many of the newest. */
  async function hideNewest({ provider, globex, call, configure, emulator }: Instance, count: number) {
    const [page] = await provider.listCases([{ ...newest, accountIds: [globex.id] }], { ...call })
    const hidden = valueOr(page).items.map(({ nativeId }) => nativeId)
    for (const day of ['01', '02', '03', '04']) {
      const sysId = await addCase(emulator, { account: globex.id, opened_at: `2020-01-${day} 09:00:00` })
      if (hidden.length < count && day > '02') hidden.push(sysId)
    }
    await configure({ hidden: hidden.map((id) => `sn_customerservice_case/${id}`) })
  }

  async function addCase(
    { baseUrl, credentials }: Emulator,
    fields: Record<string, string>,
  ): Promise<string> {
    const { username, password } = credentials
    const response = await fetch(`${baseUrl}/api/now/v2/table/sn_customerservice_case`, {
      method: 'POST',
      headers: {
        authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify(fields),
    })
    return ((await response.json()) as { result: { sys_id: string } }).result.sys_id
  }

  for (const [count, openedAt] of [
    [1, '2020-01-04T09:00:00.000Z'],
    [3, '2020-01-02T09:00:00.000Z'],
  ] as const) {
    test(`${count} hidden ones leave a page that shows the next and goes on`, async () => {
      await using instance = await startInstance()
      await hideNewest(instance, count)
      const { provider, globex, call } = instance
      const [page] = await provider.listCases([{ ...newest, accountIds: [globex.id] }], { ...call })
      const { items, hasNextPage } = valueOr(page)
      assert.deepEqual([items.map((each) => each.openedAt.toISOString()), hasNextPage], [[openedAt], true])
    })
  }
})
