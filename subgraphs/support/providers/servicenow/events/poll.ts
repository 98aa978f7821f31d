import type { PollSource, Watermark } from '#shared/events/changes.ts'
import { parseRow, type Table } from '../native.ts'
import type { Condition } from '../query.ts'
import type { Reading } from '../reading.ts'
import { toInstant, toNativeInstant } from '../to-canonical/values.ts'
import { type FollowedTables, versionOf } from './followed-tables.ts'

const PAGE_ROWS = 500

/** Only what a list of changes takes: the platform's own fields, which every table has. */
type ListWord = 'sysId' | 'updatedAt' | 'modCount'

/** Tables by `sys_updated_on`; what was deleted is in none of them. */
export function createPollSource(
  connectionId: string,
  { reader }: Reading,
  followed: FollowedTables,
): PollSource {
  const listed: Table<ListWord>[] = [followed.case, followed.account, followed.entitlement].map(
    ({ name }) => ({
      name,
      fields: { sysId: 'sys_id', updatedAt: 'sys_updated_on', modCount: 'sys_mod_count' },
    }),
  )
  return {
    objectTypes: listed.map(({ name }) => name),
    async listChanges(objectType, after, call) {
      const table = listed.find(({ name }) => name === objectType)
      if (!table) return { changes: [], hasMore: false }
      const { rows, hasMore } = await reader.readPage(
        table,
        { anyOf: laterThan(after), orderBy: ['updatedAt', 'sysId'], limit: PAGE_ROWS },
        call,
      )
      const changes = rows.flatMap((raw) => {
        const row = parseRow(table, raw, connectionId)
        const changedAt = toInstant(row.updatedAt)
        return changedAt ? [{ nativeId: row.sysId, changedAt, version: versionOf(row) }] : []
      })
      return { changes, hasMore }
    },
  }
}

function laterThan({ changedAt, nativeId }: Watermark): Condition<ListWord>[][] {
  const at = toNativeInstant(changedAt)
  if (nativeId === '') return [[['updatedAt', '>=', at]]]
  return [
    [['updatedAt', '>', at]],
    [
      ['updatedAt', '=', at],
      ['sysId', '>', nativeId],
    ],
  ]
}
