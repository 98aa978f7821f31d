import type { NativeFields } from '../native-fields.ts'

/** `lastmodifieddate` in one form, taken to be GMT: the integration's user is to be set up so. */
export const instant = (column: string): string => `TO_CHAR(${column}, 'YYYY-MM-DD"T"HH24:MI:SS')`
/** Without a cast NetSuite writes days in the account's own format. */
export const day = (column: string): string => `TO_CHAR(${column}, 'YYYY-MM-DD')`

/** The seller, wherever a row names its subsidiary as `s`. */
export const SUBSIDIARY_COLUMNS = {
  s_id: 'TO_CHAR(s.id)',
  s_name: 's.name',
  s_tax: 's.federalidnumber',
  s_country: 's.country',
  s_currency: 'sc.symbol',
}
export const joinSubsidiary = (id: string): string =>
  `LEFT JOIN subsidiary s ON s.id = ${id} LEFT JOIN currency sc ON sc.id = s.currency`

/** An item as `i`. */
export function itemColumns({ productKind }: NativeFields): Record<string, string> {
  return {
    i_id: 'TO_CHAR(i.id)',
    i_sku: 'i.itemid',
    i_type: 'i.itemtype',
    i_inactive: 'i.isinactive',
    i_rule: 'BUILTIN.DF(i.revenuerecognitionrule)',
    i_tax: 'BUILTIN.DF(i.taxschedule)',
    i_updated: instant('i.lastmodifieddate'),
    ...(productKind === '' ? {} : { i_kind: `i.${productKind}` }),
  }
}
