import type { Caller } from './context.ts'

/**
 * Whether a caller may see a customer and what hangs on it. A record without a customer is hidden from a caller who is
 * limited to some.
 */
export function maySeeCustomer(caller: Pick<Caller, 'customerIds'>, customerId: string | undefined): boolean {
  if (caller.customerIds === undefined) return true
  return customerId !== undefined && caller.customerIds.includes(customerId)
}
