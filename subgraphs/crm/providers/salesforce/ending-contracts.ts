import type { ContractRecord, CrmProvider } from '#crm/provider.ts'
import { WeftError } from '#shared/errors.ts'
import type { Logger } from '#shared/telemetry/logger.ts'
import type { SalesforceClient } from './client.ts'
import type { Reader } from './reads.ts'
import { quote } from './soql.ts'
import { toContractCondition } from './to-canonical/contract.ts'
import type { MappingContext } from './to-canonical/record.ts'

/** Contracts in force by their last day: one query a page, in the order of their ids, the cursor. */
export function createEndingContractsReader(
  { client, context, logger }: { client: SalesforceClient; context: MappingContext; logger: Logger },
  reader: Reader<ContractRecord>,
): CrmProvider['listEndingContracts'] {
  return async ({ endsFrom, endsThrough, first, after }, call) => {
    const conditions = [
      toContractCondition(['ACTIVATED'], context.fields),
      `EndDate >= ${endsFrom}`,
      `EndDate <= ${endsThrough}`,
      ...(after === undefined ? [] : [`Id > ${quote(after)}`]),
    ]
    const rows = await client.query(
      `SELECT ${reader.select} FROM ${reader.object} WHERE ${conditions.join(' AND ')} ORDER BY Id LIMIT ${first}`,
      call,
    )
    const contracts = rows.flatMap((row) => {
      const record = reader.toRecord(row)
      if (!(record instanceof WeftError)) return [record]
      logger.warn({ err: record, system: context.connection.id, nativeId: row.Id }, 'unreadable record')
      return []
    })
    return { contracts, next: rows.length < first ? undefined : String(rows.at(-1)?.Id) }
  }
}
