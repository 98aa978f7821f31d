import type { NativeFields } from '../native-fields.ts'
import { day, instant, joinSubsidiary, SUBSIDIARY_COLUMNS } from './joins.ts'
import { type Need, placesFor } from './need.ts'

const POSTING_COLUMNS = (alias: string): Record<string, string> => ({
  posting: `${alias}.posting`,
  voided: `${alias}.voided`,
  approval: `TO_CHAR(${alias}.approvalstatus)`,
})

/** Ledger invoices whose external id is the billing system's. */
export function invoicesNeed(billingIds: readonly string[]): Need {
  return {
    columns: {
      id: 'TO_CHAR(t.id)',
      external_id: 't.externalid',
      number: 't.tranid',
      date: day('t.trandate'),
      ...POSTING_COLUMNS('t'),
      period: 'ap.periodname',
      closed: 'ap.closed',
      total: 'TO_CHAR(t.foreigntotal)',
      currency: 'cu.symbol',
      exchange_rate: 'TO_CHAR(t.exchangerate)',
      base_total: 'TO_CHAR(m.netamount)',
      order_id: 'TO_CHAR(m.createdfrom)',
      updated: instant('t.lastmodifieddate'),
      ...SUBSIDIARY_COLUMNS,
    },
    from: `FROM transaction t
      LEFT JOIN currency cu ON cu.id = t.currency
      LEFT JOIN accountingperiod ap ON ap.id = t.postingperiod
      LEFT JOIN transactionline m ON m.transaction = t.id AND m.mainline = 'T'
      ${joinSubsidiary('m.subsidiary')}
      WHERE t.type = 'CustInvc' AND t.externalid IN ${placesFor(billingIds)}`,
    params: billingIds,
  }
}

/** A receipt or credit memo (`a`) and the invoice (`v`) that it was applied to. */
const APPLICATION_COLUMNS = {
  id: 'TO_CHAR(a.id)',
  invoice_id: 'TO_CHAR(v.id)',
  link_line: 'TO_CHAR(k.nextline)',
  type: 'a.type',
  external_id: 'a.externalid',
  invoice_external_id: 'v.externalid',
  number: 'a.tranid',
  memo: 'a.memo',
  date: day('a.trandate'),
  applied: 'TO_CHAR(k.foreignamount)',
  total: 'TO_CHAR(a.foreigntotal)',
  currency: 'cu.symbol',
  updated: instant('a.lastmodifieddate'),
  ...POSTING_COLUMNS('a'),
}

/** What was applied to invoices: cash and credit. */
export function applicationsByInvoiceNeed(billingIds: readonly string[]): Need {
  return {
    columns: APPLICATION_COLUMNS,
    from: `FROM transaction v
      JOIN nexttransactionlinelink k ON k.previousdoc = v.id AND k.linktype = 'Payment'
      JOIN transaction a ON a.id = k.nextdoc AND a.type IN ('CustPymt', 'CustCred')
      LEFT JOIN currency cu ON cu.id = a.currency
      WHERE v.type = 'CustInvc' AND v.externalid IN ${placesFor(billingIds)}`,
    params: billingIds,
  }
}

/** Receipts with what they were applied to; an unapplied one has a row too. */
export const receiptsNeed = (billingPaymentIds: readonly string[]): Need => ({
  columns: APPLICATION_COLUMNS,
  from: `${FROM_CREDITS} WHERE a.type = 'CustPymt' AND a.externalid IN ${placesFor(billingPaymentIds)}`,
  params: billingPaymentIds,
})

export const creditNotesNeed = (ids: readonly string[]): Need => ({
  columns: APPLICATION_COLUMNS,
  from: `${FROM_CREDITS} WHERE a.type = 'CustCred' AND a.id IN ${placesFor(ids)}`,
  params: ids,
})

const FROM_CREDITS = `FROM transaction a
  LEFT JOIN nexttransactionlinelink k ON k.nextdoc = a.id AND k.linktype = 'Payment'
  LEFT JOIN transaction v ON v.id = k.previousdoc AND v.type = 'CustInvc'
  LEFT JOIN currency cu ON cu.id = a.currency`

/** The account that each ledger line credits. */
export function invoiceLinesNeed(billingLineIds: readonly string[], { billingLineId }: NativeFields): Need {
  return {
    columns: {
      id: `l.${billingLineId}`,
      unique_key: 'TO_CHAR(l.uniquekey)',
      account: 'ac.acctnumber',
      transaction_id: 'TO_CHAR(l.transaction)',
    },
    from: `FROM transactionline l
      LEFT JOIN transactionaccountingline al ON al.transaction = l.transaction AND al.transactionline = l.id
      LEFT JOIN account ac ON ac.id = al.account
      WHERE l.${billingLineId} IN ${placesFor(billingLineIds)}`,
    params: billingLineIds,
  }
}

/** Posted invoices of contracts, added up by currency. */
export function contractBillingsNeed(
  crmContractIds: readonly string[],
  { crmContractId }: NativeFields,
): Need {
  return {
    columns: {
      id: `t.${crmContractId}`,
      currency: 'cu.symbol',
      // One invoice stands for all in provenance: the newest.
      newest: 'TO_CHAR(MAX(t.id))',
      total: 'TO_CHAR(SUM(t.foreigntotal))',
      updated: instant('MAX(t.lastmodifieddate)'),
    },
    from: `FROM transaction t
      JOIN currency cu ON cu.id = t.currency
      WHERE t.type = 'CustInvc' AND t.posting = 'T' AND t.voided = 'F'
        AND t.${crmContractId} IN ${placesFor(crmContractIds)}
      GROUP BY t.${crmContractId}, cu.symbol`,
    params: crmContractIds,
  }
}
