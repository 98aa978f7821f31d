import type { Caller } from '#shared/subgraph/context.ts'
import type { CallerClass } from './operation-limits.ts'

/**
 * Whose limits a caller has, by two claims of the token. A client that acts for itself, not for a user, is its own
 * subject (client credentials, RFC 9068 section 2.2); `customer_ids` limits its holder to some customers.
 *
 * |            | every customer | customers of its own |
 * | ---------- | -------------- | -------------------- |
 * | a user     | staff          | portal               |
 * | a client   | service        | partner              |
 */
export function callerClassOf({ subject, clientId, customerIds }: Caller): CallerClass {
  const isClient = subject === clientId
  if (customerIds) return isClient ? 'partner' : 'portal'
  return isClient ? 'service' : 'staff'
}
