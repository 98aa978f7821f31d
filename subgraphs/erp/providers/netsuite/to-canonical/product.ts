import type { ProductKind, ProductRecord } from '../../../provider.ts'
import type { SuiteQlRow } from '../native.ts'
import { type Mapping, sourceOf } from './row.ts'

const FIELDS = {
  sku: 'item.itemid',
  active: 'item.isinactive',
  revenueRecognitionRule: 'item.revenuerecognitionrule',
  taxCode: 'item.taxschedule',
}

const OWN_KINDS: readonly string[] = [
  'SUBSCRIPTION',
  'ONE_TIME',
  'USAGE',
  'SERVICE',
  'BUNDLE',
] satisfies ProductKind[]

/** Item types of NetSuite; that a service recurs is not among the things they say. */
const KINDS: Readonly<Record<string, ProductKind>> = {
  Assembly: 'ONE_TIME',
  DwnLdItem: 'ONE_TIME',
  InvtPart: 'ONE_TIME',
  NonInvtPart: 'ONE_TIME',
  OthCharge: 'ONE_TIME',
  GiftCert: 'ONE_TIME',
  Service: 'SERVICE',
  Group: 'BUNDLE',
  Kit: 'BUNDLE',
}

/** The item in a row's `i_…` columns; undefined where it names none. */
export function toProduct(row: SuiteQlRow, mapping: Mapping): ProductRecord | undefined {
  const id = row.i_id
  if (id === undefined) return undefined
  const kindField = row.i_kind === undefined ? 'itemtype' : mapping.fields.productKind
  return {
    source: sourceOf(mapping, 'item', { id, updated: row.i_updated }),
    fieldSources: { ...FIELDS, kind: `item.${kindField}` },
    sku: row.i_sku,
    kind: toProductKind(row.i_type, row.i_kind),
    active: row.i_inactive !== 'T',
    revenueRecognitionRule: row.i_rule,
    taxCode: row.i_tax,
  }
}

/** The account's own field wins; without it the item type says what it can. */
export function toProductKind(itemType: string | undefined, ownKind: string | undefined): ProductKind {
  if (ownKind !== undefined) return OWN_KINDS.includes(ownKind) ? (ownKind as ProductKind) : 'UNKNOWN'
  return KINDS[itemType ?? ''] ?? 'UNKNOWN'
}
