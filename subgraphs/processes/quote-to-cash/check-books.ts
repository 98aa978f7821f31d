import type { Problem } from '../process.ts'
import { problem } from '../problem.ts'
import type { ReadBooks } from './read-books.ts'
import type { ReadSystems } from './read-systems.ts'

/** Who sells, in which currency, and whether the books of the invoice's day are open. */
export function checkBooks(
  books: ReadBooks,
  { currencyCode, systems, invoicedOn }: { currencyCode: string; systems: ReadSystems; invoicedOn: string },
): Problem[] {
  if (!books.legalEntity)
    return [
      problem('SUBSIDIARY_MISMATCH', 'customer.legalEntity', {
        message: 'it cannot be told which of our companies sells',
        fix: "Give the customer's business unit one company that keeps its books in the deal's currency",
      }),
      ...checkPeriod(books, invoicedOn),
    ]
  return [
    ...checkCurrency(books, books.legalEntity.name, { currencyCode, systems }),
    ...checkPeriod(books, invoicedOn),
  ]
}

function checkCurrency(
  { tradesInCurrency }: ReadBooks,
  entityName: string,
  { currencyCode, systems }: { currencyCode: string; systems: ReadSystems },
): Problem[] {
  const customers = systems.erp.record?.currencyCode
  if (customers !== undefined && customers !== currencyCode)
    return [
      problem('CURRENCY_MISMATCH', 'currencyCode', {
        message: `the deal is in ${currencyCode}, and the ERP keeps the customer in ${customers}`,
        fix: `Sell in ${customers}, or give the customer the currency in the ERP`,
      }),
    ]
  if (tradesInCurrency !== false) return []
  return [
    problem('CURRENCY_MISMATCH', 'currencyCode', {
      message: `${entityName} does not trade in ${currencyCode}`,
      fix: 'Sell in a currency of the company, or by another company',
    }),
  ]
}

function checkPeriod({ period }: ReadBooks, invoicedOn: string): Problem[] {
  if (period && !period.isClosed) return []
  return [
    problem('PERIOD_CLOSED', 'invoice.postingPeriod', {
      message: period
        ? `the books of ${period.name} are closed, and the invoice would be of ${invoicedOn}`
        : `the ERP has no posting period for ${invoicedOn}`,
      fix: 'Open the period, or begin the service in one that is open',
    }),
  ]
}
