import type { OrderRecord } from '#crm/provider.ts'
import type { Answer } from '#shared/answer.ts'
import type { CallContext } from '#shared/connections/call-context.ts'
import type { SalesforceClient } from './client.ts'
import type { NativeRow } from './query-rows.ts'
import { getRecords, type Reader } from './reads.ts'
import { isRecordId, quote } from './soql.ts'

/** An account's newest orders that are asked for before anybody names them. */
const BEFOREHAND = 20

/** The CRM's side of orders, by the ids that the ERP gave them. */
export interface OrderReader {
  /**
   * Who reads an account may read its orders a moment later, when the ERP has named them. They come along with the
   * account where that costs no call.
   */
  expect(accountId: string, call: CallContext): void
  get(erpIds: readonly string[], call: CallContext): Promise<Answer<OrderRecord>[]>
}

export function createOrderReader(
  client: SalesforceClient,
  reader: Reader<OrderRecord>,
  erpIdField: string,
): OrderReader {
  /** By operation: its signal is its own. */
  const expected = new WeakMap<AbortSignal, Promise<NativeRow[]>[]>()

  const rowsInHand = async ({ signal }: CallContext): Promise<Map<string, NativeRow>> => {
    const rows = (await Promise.all(expected.get(signal) ?? [])).flat()
    // Of several orders of one id the newest is taken: the last one set.
    return new Map(rows.reverse().map((row) => [String(row[erpIdField]), row]))
  }

  return {
    expect(accountId, call) {
      if (!isRecordId(accountId)) return
      const rows = client.takeAlong(
        `SELECT ${reader.select} FROM ${reader.object} WHERE AccountId = ${quote(accountId)} AND ${erpIdField} != null ` +
          `ORDER BY CreatedDate DESC, Id DESC LIMIT ${BEFOREHAND}`,
        call,
      )
      expected.set(call.signal, [...(expected.get(call.signal) ?? []), rows])
    },
    async get(erpIds, call) {
      const inHand = await rowsInHand(call)
      const keys = erpIds.filter((id) => !inHand.has(id))
      const by = { name: erpIdField, holdsRecordIds: false }
      const found = keys.length === 0 ? [] : await getRecords(client, reader, { keys, by }, call)
      const byKey = new Map(keys.map((key, index) => [key, found[index]]))
      return erpIds.map((id) => {
        const row = inHand.get(id)
        return row ? reader.toRecord(row) : byKey.get(id)
      })
    },
  }
}
