import type { Link } from '../crosswalk.ts'

/** What somebody is limited to; undefined: to nothing. A caller has these, and so has a run that one has started. */
export interface Rows {
  /** Canonical ids. */
  customerIds?: readonly string[] | undefined
  /** Keys. */
  businessUnits?: readonly string[] | undefined
}

/**
 * Whether a caller may see a customer and what hangs on it. A record without a customer is hidden from a caller who is
 * limited to some.
 */
export function maySeeCustomer(caller: Pick<Rows, 'customerIds'>, customerId: string | undefined): boolean {
  if (caller.customerIds === undefined) return true
  return customerId !== undefined && caller.customerIds.includes(customerId)
}

/** Whether a caller may see what belongs to a business unit, or to none. */
export function maySeeUnit(caller: Pick<Rows, 'businessUnits'>, key: string | null | undefined): boolean {
  if (caller.businessUnits === undefined) return true
  return typeof key === 'string' && caller.businessUnits.includes(key)
}

/** Whether a caller may see every row: nobody need be asked whose one is. */
export const isUnlimited = ({ customerIds, businessUnits }: Rows): boolean =>
  customerIds === undefined && businessUnits === undefined

/**
 * Whether a record may be read for a caller, by whose it was when somebody last looked. What nobody knows may be read, to learn
 * it: then the record itself decides.
 */
export const mayRead = (caller: Rows, { owner }: Pick<Link, 'owner'>): boolean =>
  owner === undefined ||
  (maySeeCustomer(caller, owner.customerId) && maySeeUnit(caller, owner.businessUnitKey))
