import type { CustomerDesk } from '../events/customers.ts'
import type { IdempotencyKeys } from '../idempotency/idempotency-keys.ts'
import type { WrittenState } from '../writes.ts'
import type { Caller } from './context.ts'
import { maySeeCustomer } from './visibility.ts'

/** A write of ours that a system has taken. */
export interface OwnWrite {
  written: WrittenState
  /** The customer's record in whose lists the written one stands, in the same connection; undefined: in none that changes. */
  customerNativeId: string | undefined
  correlationId: string
  /** What led to it: the key of the write. */
  causationId: string
}

/** What a domain's mutations need beside its systems; a composition root fills it. */
export interface WriteDesk extends Pick<CustomerDesk, 'placesOf'> {
  keys: IdempotencyKeys
  /**
   * Drops what was remembered of the record and of its customer's lists, and sees that the system's own event of it is told as
   * ours. Never rejects: the write has happened.
   */
  noteOwnWrite(write: OwnWrite): Promise<void>
}

/** Whether there is such a customer, and the caller may act for it: by the customers and the units that its token names. */
export async function mayActFor(
  { customerIds, businessUnits }: Pick<Caller, 'customerIds' | 'businessUnits'>,
  customerId: string,
  desk: Pick<WriteDesk, 'placesOf'>,
): Promise<boolean> {
  if (!maySeeCustomer({ customerIds }, customerId)) return false
  const [place] = await desk.placesOf([customerId])
  if (!place) return false
  if (businessUnits === undefined) return true
  return place.businessUnitKey !== undefined && businessUnits.includes(place.businessUnitKey)
}
