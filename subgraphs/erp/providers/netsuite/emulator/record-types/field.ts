/** What a property of a record may hold. */
export type FieldKind =
  | 'text'
  | 'number'
  | 'boolean'
  | 'date'
  | 'instant'
  | 'enum'
  | 'reference'
  /** Accepted and kept nowhere. */
  | 'ignored'

/** The records that a reference may name. */
export interface Target {
  /** Record type in links. */
  record: string
  table: string
  /** Column that is shown as `refName`. */
  label: string
}

export interface Field {
  kind: FieldKind
  /** Where the value stands: a column of the record's row. */
  column: string
  /** Computed, or set by NetSuite alone: shown, never taken. */
  readOnly?: boolean
  /** Taken, never shown. */
  writeOnly?: boolean
  target?: Target
  /** Enumerations: id → name; an id that is not listed is shown as it is and refused on writing. */
  names?: Readonly<Record<string, string>>
  /** Shown with the opposite sign of the ledger's. */
  reversed?: boolean
}

/** Property name → field. */
export type Fields = Readonly<Record<string, Field>>

export const text = (column: string): Field => ({ kind: 'text', column })
export const number = (column: string): Field => ({ kind: 'number', column })
export const boolean = (column: string): Field => ({ kind: 'boolean', column })
export const date = (column: string): Field => ({ kind: 'date', column })
export const instant = (column: string): Field => ({ kind: 'instant', column, readOnly: true })
export const ignored = (): Field => ({ kind: 'ignored', column: '', writeOnly: true })
export const enumeration = (column: string, names: Readonly<Record<string, string>>): Field => ({
  kind: 'enum',
  column,
  names,
})
export const reference = (column: string, target: Target): Field => ({ kind: 'reference', column, target })
export const readOnly = (field: Field): Field => ({ ...field, readOnly: true })
export const writeOnly = (field: Field): Field => ({ ...field, writeOnly: true })
export const reversed = (field: Field): Field => ({ ...field, reversed: true })

export const CUSTOMER: Target = { record: 'customer', table: 'customer', label: 'altname' }
export const SUBSIDIARY: Target = { record: 'subsidiary', table: 'subsidiary', label: 'name' }
export const CURRENCY: Target = { record: 'currency', table: 'currency', label: 'name' }
export const TERM: Target = { record: 'term', table: 'term', label: 'name' }
export const PERIOD: Target = { record: 'accountingPeriod', table: 'accountingperiod', label: 'periodname' }
export const ITEM: Target = { record: 'serviceSaleItem', table: 'item', label: 'itemid' }
export const ACCOUNT: Target = { record: 'account', table: 'account', label: 'fullname' }
export const TRANSACTION: Target = { record: 'invoice', table: 'transaction', label: 'tranid' }
