import { createStripeEmulator } from '#billing/providers/stripe/emulator/index.ts'
import { createSalesforceEmulator } from '#crm/providers/salesforce/emulator/index.ts'
import type { DemoWorld } from '#demo-world/world.ts'
import { createNetsuiteEmulator } from '#erp/providers/netsuite/emulator/index.ts'
import { createServicenowEmulator } from '#support/providers/servicenow/emulator/index.ts'
import { openState } from '../../support/open-state.ts'

/** A record as its system has it. */
export type Row = Readonly<Record<string, unknown>>
/** All that four systems have, each record by `salesforce Contract 800…`. */
export type Books = ReadonlyMap<string, Row>

/** Four systems whose books can be read as a whole, whatever is in them. */
export function openBooks(createWorld: (now: Date) => DemoWorld) {
  const crm = openState(createSalesforceEmulator({ createWorld }))
  const billing = openState(createStripeEmulator({ createWorld }))
  const support = openState(createServicenowEmulator({ createWorld }))
  const erp = openState(createNetsuiteEmulator({ createWorld }))
  return {
    definitions: {
      salesforce: crm.definition,
      stripe: billing.definition,
      servicenow: support.definition,
      netsuite: erp.definition,
    },
    read: (): Books =>
      new Map([
        ...[...crm.state().tables].flatMap(([table, { live }]) =>
          [...live.values()].map((row) => [`salesforce ${table} ${row.Id}`, row] as const),
        ),
        ...Object.entries(billing.state().collections).flatMap(([table, rows]) =>
          NO_RECORDS.has(table)
            ? []
            : rows.map((row) => [`stripe ${table} ${row.id}`, structuredClone(row)] as const),
        ),
        ...[...support.state().tables].flatMap(([table, { rows }]) =>
          [...rows].map(([id, row]) => [`servicenow ${table} ${id}`, { ...row }] as const),
        ),
        ...readErp(erp.state().database),
      ]),
  }
}

/** What tells of records, and parts of other records. */
const NO_RECORDS = new Set([
  'events',
  'test_clocks',
  'line_items',
  'subscription_items',
  'credit_note_line_items',
])

type Database = ReturnType<ReturnType<typeof createNetsuiteEmulator>['createState']>['database']

function readErp(database: Database): (readonly [string, Row])[] {
  const tables = database.prepare("select name from sqlite_master where type = 'table'").all()
  return tables.flatMap(({ name }) => {
    const rows = database.prepare(`select rowid as "_row", * from "${name}"`).all()
    // Lines are numbered in their document.
    const hasIds = new Set(rows.map(({ id }) => id ?? undefined)).size === rows.length
    return rows.map(({ _row, ...row }) => [`netsuite ${name} ${hasIds ? row.id : _row}`, row] as const)
  })
}
