import { addMoney, money } from '#shared/money.ts'
import { withId } from '#shared/subgraph/records.ts'
import type { InvoiceResolvers } from '../__generated__/resolvers.ts'
import type { Context } from '../context.ts'
import type { LedgerInvoiceRecord } from '../provider.ts'
import { onlyVisibleOrder } from '../orders.ts'
import { loadInvoice } from '../records.ts'
import { toLegalEntity } from './LegalEntity.ts'

const recordOf = async (id: string, context: Context): Promise<LedgerInvoiceRecord | undefined> =>
  (await loadInvoice(id, context)).record

export const Invoice: InvoiceResolvers = {
  __resolveReference: ({ id }) => ({ id }),
  async postingStatus({ id }, _, context) {
    const { known, record } = await loadInvoice(id, context)
    // An invoice that the ledger has never heard of is the very thing this field exists to show.
    return record?.postingStatus ?? (known ? 'NOT_POSTED' : null)
  },
  async order({ id }, _, context) {
    const ref = (await recordOf(id, context))?.order
    const order = ref && { id: await context.ids.ensureId('Order', ref), ref }
    return order && onlyVisibleOrder(order, context)
  },
  legalEntity: async ({ id }, _, context) =>
    toLegalEntity((await recordOf(id, context))?.legalEntity, context),
  postingDate: async ({ id }, _, context) => (await recordOf(id, context))?.postingDate,
  postingPeriod: async ({ id }, _, context) => (await recordOf(id, context))?.postingPeriod,
  periodClosed: async ({ id }, _, context) => (await recordOf(id, context))?.periodClosed,
  async amountCredited({ id }, _, context) {
    const record = await recordOf(id, context)
    const credits = record?.allocations.filter(({ kind }) => kind === 'CREDIT_NOTE') ?? []
    return record && addMoney(money(0n, record.total.currencyCode), ...credits.map(({ amount }) => amount))
  },
  async ledgerTotal({ id }, _, context) {
    const record = await recordOf(id, context)
    if (!record) return null
    const { total, baseTotal, exchangeRate, postingDate } = record
    return { transaction: total, base: baseTotal, exchangeRate, rateDate: postingDate, rateSource: 'ERP' }
  },
  allocations: async ({ id }, _, context) => (await recordOf(id, context))?.allocations,
  async creditNotes({ id }, _, context) {
    const record = await recordOf(id, context)
    return record && Promise.all(record.creditNotes.map((note) => withId('CreditNote', note, context)))
  },
  erpInvoiceNumber: async ({ id }, _, context) => (await recordOf(id, context))?.invoiceNumber,
  erpReads: ({ id }, _, { loadedRecords }) => loadedRecords.readsOf(`Invoice ${id}`),
}
