import { z } from 'zod'
import type { CallContext } from '#shared/connections/call-context.ts'
import { isWeftError, WeftError } from '#shared/errors.ts'
import type { VendorResponse } from '#shared/http/vendor-http.ts'
import type { ServiceNowClient } from '../client.ts'
import { readResult } from '../errors.ts'
import { parseRow, type Row, type Table } from '../native.ts'

/** What to write, by our words; empty text is how the vendor is told nothing. */
export type Cells<Field extends string> = Readonly<Partial<Record<Field, string | undefined>>>

/**
 * Writes one record a call, and answers it as it is then, which costs no second call.
 * https://www.servicenow.com/docs/r/api-reference/rest-apis/c_TableAPI.html
 */
export interface TableWriter {
  insert<Field extends string>(
    table: Table<Field>,
    cells: Cells<Field>,
    call: CallContext,
  ): Promise<Row<Field>>
  update<Field extends string>(
    table: Table<Field>,
    change: { sysId: string; cells: Cells<Field> },
    call: CallContext,
  ): Promise<Row<Field>>
  /** False where it is not there any more. */
  remove(table: Table, sysId: string, call: CallContext): Promise<boolean>
}

const RawRecord = z.record(z.string(), z.unknown())

export function createTableWriter(client: ServiceNowClient, system: string): TableWriter {
  const rowFrom = <Field extends string>(table: Table<Field>, response: VendorResponse): Row<Field> => {
    const row = RawRecord.safeParse(readResult(response, system))
    if (!row.success)
      throw new WeftError('INVALID_RESPONSE', `the answer for ${table.name} holds no record`, { system })
    return parseRow(table, row.data, system)
  }
  return {
    async insert(table, cells, call) {
      const write = { method: 'POST', path: pathOf(table), cells: toNative(table, cells) } as const
      return rowFrom(table, await client.write(write, call))
    },
    async update(table, { sysId, cells }, call) {
      const write = { method: 'PATCH', path: pathOf(table, sysId), cells: toNative(table, cells) } as const
      return rowFrom(table, await client.write(write, call))
    },
    async remove({ name }, sysId, call) {
      try {
        await client.write(
          { method: 'DELETE', path: `/api/now/v2/table/${name}/${encodeURIComponent(sysId)}` },
          call,
        )
        return true
      } catch (error) {
        if (isWeftError(error, 'NOT_FOUND')) return false
        throw error
      }
    },
  }
}

function pathOf({ name, fields }: Table, sysId?: string): string {
  const parameters = new URLSearchParams({
    sysparm_fields: Object.values(fields).join(','),
    sysparm_exclude_reference_link: 'true',
  })
  return `/api/now/v2/table/${name}${sysId === undefined ? '' : `/${encodeURIComponent(sysId)}`}?${parameters}`
}

function toNative<Field extends string>(
  { fields }: Table<Field>,
  cells: Cells<Field>,
): Record<string, string> {
  const given = Object.entries<string | undefined>(cells).filter(([, value]) => value !== undefined)
  return Object.fromEntries(given.map(([word, value]) => [fields[word as Field], value ?? '']))
}
