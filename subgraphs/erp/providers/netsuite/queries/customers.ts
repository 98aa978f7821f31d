import type { NativeFields } from '../native-fields.ts'
import { instant, joinSubsidiary, SUBSIDIARY_COLUMNS } from './joins.ts'
import { type Need, placesFor } from './need.ts'

const OPEN_INVOICES = "t.type = 'CustInvc' AND t.posting = 'T' AND t.voided = 'F'"

/** The finance side of customers: terms, limit, hold, seller, tax number, default billing address. */
export function customersNeed(ids: readonly string[], fields: NativeFields): Need {
  return {
    columns: {
      id: 'TO_CHAR(c.id)',
      number: 'c.entityid',
      name: 'c.companyname',
      other_name: 'c.altname',
      inactive: 'c.isinactive',
      taxable: 'c.taxable',
      resale: 'c.resalenumber',
      tax_id: `c.${fields.taxId}`,
      currency: 'cu.symbol',
      terms: 'te.name',
      net_days: 'TO_CHAR(te.daysuntilnetdue)',
      credit_limit: 'TO_CHAR(c.creditlimit)',
      hold: 'c.creditholdoverride',
      // Only where NetSuite itself would have to add it up: an automatic hold with a limit.
      exposure: `CASE WHEN c.creditholdoverride = 'AUTO' AND c.creditlimit IS NOT NULL THEN (
        SELECT TO_CHAR(SUM(t.foreignamountunpaid)) FROM transaction t
        WHERE t.entity = c.id AND t.currency = c.currency AND ${OPEN_INVOICES}) END`,
      line1: 'a.addr1',
      line2: 'a.addr2',
      city: 'a.city',
      region: 'a.state',
      postal_code: 'a.zip',
      country: 'a.country',
      updated: instant('c.lastmodifieddate'),
      ...SUBSIDIARY_COLUMNS,
      ...Object.fromEntries(
        fields.custom.map(({ field }, index) => [`custom${index}`, `TO_CHAR(c.${field})`]),
      ),
    },
    from: `FROM customer c
      LEFT JOIN currency cu ON cu.id = c.currency
      LEFT JOIN term te ON te.id = c.terms
      ${joinSubsidiary('c.subsidiary')}
      LEFT JOIN customeraddressbook b ON b.entity = c.id AND b.defaultbilling = 'T'
      LEFT JOIN customeraddressbookentityaddress a ON a.nkey = b.addressbookaddress
      WHERE c.id IN ${placesFor(ids)}`,
    params: ids,
  }
}

/** What customers owe and have paid ahead, in their own currency. */
export function balancesNeed(ids: readonly string[], asOf: string): Need {
  return {
    columns: {
      id: 'TO_CHAR(c.id)',
      currency: 'cu.symbol',
      updated: instant('c.lastmodifieddate'),
      receivable: "TO_CHAR(SUM(CASE WHEN t.type = 'CustInvc' THEN t.foreignamountunpaid END))",
      overdue: `TO_CHAR(SUM(CASE WHEN t.type = 'CustInvc' AND t.duedate < TO_DATE(?, 'YYYY-MM-DD')
        THEN t.foreignamountunpaid END))`,
      unapplied: "TO_CHAR(SUM(CASE WHEN t.type = 'CustPymt' THEN t.foreignpaymentamountunused END))",
    },
    from: `FROM customer c
      JOIN currency cu ON cu.id = c.currency
      LEFT JOIN transaction t ON t.entity = c.id AND t.currency = c.currency
        AND t.type IN ('CustInvc', 'CustPymt') AND t.posting = 'T' AND t.voided = 'F'
      WHERE c.id IN ${placesFor(ids)}
      GROUP BY c.id, cu.symbol, c.lastmodifieddate`,
    params: [asOf, ...ids],
  }
}
