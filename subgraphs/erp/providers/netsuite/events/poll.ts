import type { ListedChange, PollSource, Watermark } from '#shared/events/changes.ts'
import type { NetSuiteClient, SuiteQl } from '../client.ts'
import { instant } from '../queries/joins.ts'
import { required, toInstant } from '../to-canonical/row.ts'

const PAGE_ROWS = 1_000
const FORMAT = 'YYYY-MM-DD"T"HH24:MI:SS'

/** What can be listed: SuiteQL's table, and which of its rows. */
const LISTED: Readonly<Record<string, string>> = {
  customer: 'FROM customer r WHERE 1 = 1',
  transaction: "FROM transaction r WHERE r.type IN ('CustInvc', 'CustCred', 'CustPymt', 'SalesOrd')",
}

/**
 * Rows by `lastmodifieddate`, which counts whole seconds: a row is listed as changed at the end of its second. NetSuite sends
 * nothing by itself, and what is deleted is in no list.
 */
export function createPollSource(client: NetSuiteClient): PollSource {
  return {
    objectTypes: Object.keys(LISTED),
    async listChanges(objectType, after, call) {
      const from = LISTED[objectType]
      if (from === undefined) return { changes: [], hasMore: false }
      const { rows, hasMore } = await client.queryPage(changedAfter(from, after), PAGE_ROWS, call)
      const changes = rows.flatMap((row): ListedChange[] => {
        const changedAt = toInstant(row.updated)
        if (!changedAt) return []
        return [{ nativeId: required(row, 'id'), changedAt: endOfSecond(changedAt), version: undefined }]
      })
      return { changes, hasMore }
    },
  }
}

const endOfSecond = (instantOfRow: Date): Date => new Date(instantOfRow.getTime() + 999)

function changedAfter(from: string, { changedAt, nativeId }: Watermark): SuiteQl {
  const second = changedAt.toISOString().slice(0, 19)
  const at = `TO_DATE(?, '${FORMAT}')`
  return {
    q: `SELECT TO_CHAR(r.id) AS id, ${instant('r.lastmodifieddate')} AS updated ${from}
      AND (r.lastmodifieddate > ${at} OR (r.lastmodifieddate = ${at} AND r.id > ?))
      ORDER BY r.lastmodifieddate, r.id`,
    params: [second, second, Number(nativeId || 0)],
  }
}
