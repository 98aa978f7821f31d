import type { Connection } from '#shared/connections/connection.ts'
import type { ErpWrites } from '../../../writes.ts'
import type { LoadRows } from '../batch.ts'
import type { NetSuiteClient } from '../client.ts'
import type { Mapping } from '../to-canonical/row.ts'
import { customerWrites } from './customers.ts'
import { postInvoice } from './invoices.ts'
import { createLookups } from './lookups.ts'
import { orderWrites } from './orders.ts'
import { recordPayment } from './payments.ts'
import { createRecordApi } from './record-api.ts'
import { takeBackInvoice } from './take-back-invoice.ts'
import type { WriteContext } from './write-context.ts'

/** The writes of one account: over its record service, within the budget that its reads have, too. */
export function createErpWrites(
  connection: Connection,
  { client, load, mapping }: { client: NetSuiteClient; load: LoadRows; mapping: Mapping },
): ErpWrites {
  const lookups = createLookups(load, connection.id)
  const records = createRecordApi(connection, client)
  const context: WriteContext = { connection, fields: mapping.fields, records, lookups }
  return {
    ...customerWrites(context),
    ...orderWrites(context),
    postInvoice: (invoice, call) => postInvoice(context, invoice, call),
    takeBackInvoice: (invoice, call) => takeBackInvoice(context, invoice, call),
    recordPayment: (payment, call) => recordPayment(context, payment, call),
    getPostingPeriod: ({ day }, call) => lookups.findPeriodOfDay(day, call),
    // Currencies are the account's: every subsidiary sells in each that is in use.
    tradesIn: async ({ currencyCode }, call) =>
      (await lookups.findCurrency(currencyCode, call)) !== undefined,
  }
}
