import { randomBytes } from 'node:crypto'
import { WeftError } from './errors.ts'

/** The entities that have a global id, and the prefix that lets a person tell them apart. */
export const ID_PREFIXES = {
  Customer: 'cus',
  Contact: 'con',
  Contract: 'ctr',
  Opportunity: 'opp',
  Quote: 'quo',
  Order: 'ord',
  Invoice: 'inv',
  InvoiceLine: 'inl',
  CreditNote: 'crn',
  Payment: 'pay',
  BillingSubscription: 'bsb',
  Price: 'prc',
  Product: 'prd',
  Feature: 'ftr',
  FeatureEntitlement: 'fen',
  SupportEntitlement: 'sen',
  Case: 'cas',
  LegalEntity: 'len',
  BusinessUnit: 'bun',
  ProcessRun: 'run',
  ExceptionItem: 'exc',
} as const

export type EntityType = keyof typeof ID_PREFIXES

const TYPES_BY_PREFIX = new Map<string, EntityType>(
  Object.entries(ID_PREFIXES).map(([type, prefix]) => [prefix, type as EntityType]),
)
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** Mints an id: `cus_` and 26 characters (48 bits of time, 80 of chance), so ids sort by when they were minted. */
export function mintId(type: EntityType, now: Date): string {
  const bits = (BigInt(now.getTime()) << 80n) | BigInt(`0x${randomBytes(10).toString('hex')}`)
  let text = ''
  for (let shift = 125n; shift >= 0n; shift -= 5n) text += ALPHABET[Number((bits >> shift) & 31n)]
  return `${ID_PREFIXES[type]}_${text}`
}

/** The entity type that an id was minted for; undefined when no id of ours looks like it. */
export function typeOfId(id: string): EntityType | undefined {
  const match = /^([a-z]{3})_[0-9A-HJKMNP-TV-Z]{26}$/.exec(id)
  return match?.[1] === undefined ? undefined : TYPES_BY_PREFIX.get(match[1])
}

/** Refuses an id that was not minted for `type`. */
export function assertId(type: EntityType, id: string): void {
  if (typeOfId(id) !== type)
    throw new WeftError('INVALID_ID', `not the id of a ${type}: ${JSON.stringify(id.slice(0, 64))}`)
}
