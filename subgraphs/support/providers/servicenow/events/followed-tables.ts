import type { Row, Table, Tables } from '../native.ts'

/** What every row says of its own state. */
export type VersionWord = 'modCount' | 'createdAt'

/** A table as its changes are read: with the counter that the platform raises at every update. */
function followed<Field extends string>({ name, fields }: Table<Field>): Table<Field | VersionWord> {
  return { name, fields: { ...fields, modCount: 'sys_mod_count', createdAt: 'sys_created_on' } }
}

/** The tables whose changes are told; other tables' hints are ignored. */
export function createFollowedTables(tables: Tables) {
  return {
    case: followed(tables.case),
    account: followed(tables.account),
    entitlement: followed(tables.entitlement),
    usage: followed(tables.usage),
    contact: followed<'sysId' | 'updatedAt' | 'account'>({
      name: 'customer_contact',
      fields: { sysId: 'sys_id', updatedAt: 'sys_updated_on', account: 'account' },
    }),
    contract: followed<'sysId' | 'updatedAt' | 'account'>({
      name: tables.contract.name,
      fields: { sysId: 'sys_id', updatedAt: 'sys_updated_on', account: 'account' },
    }),
  }
}

export type FollowedTables = ReturnType<typeof createFollowedTables>

/** The counter first: two updates within one second have one time. */
export function versionOf({ modCount, updatedAt }: Row<'modCount' | 'updatedAt'>): string {
  return `${modCount.padStart(10, '0')} ${updatedAt}`
}
