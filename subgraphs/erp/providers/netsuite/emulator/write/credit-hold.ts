import { add, compare } from '../decimals.ts'
import { userError } from '../problems.ts'
import type { Cells } from '../record-types/record-type.ts'
import { customer as customerType } from '../record-types/customer.ts'
import type { Context } from '../state.ts'

/**
 * Customer Credit Limit Handling. Only *Enforce holds* refuses, and only a sale on payment terms. On holds whatever is
 * owed, Off never, Auto when what is owed and this sale exceed the limit. Only sums in the customer's currency count.
 */
export function assertCredit(
  context: Context,
  customer: Cells,
  sale: { total: string; currency: unknown; terms: unknown },
): void {
  const { creditLimitHandling } = context.state.preferences
  if (creditLimitHandling !== 'Enforce holds' || sale.terms == null) return
  if (customer.creditholdoverride === 'ON') throw userError('This customer is on credit hold.')
  const limit = customer.creditlimit
  if (customer.creditholdoverride === 'OFF' || limit == null) return
  if (Number(sale.currency) !== Number(customer.currency)) return
  const owed = String(customerType.computed?.(customer, context).balance ?? 0)
  if (compare(add(owed, sale.total), String(limit)) > 0)
    throw userError('This customer has exceeded their credit limit.')
}
