import { Decimal } from 'decimal.js'
import type {
  OpportunityRecord,
  OrderRecord,
  ProductRecord,
  QuoteRecord,
  QuoteStatus,
  SaleLineRecord,
} from '#crm/provider.ts'
import { type Money, money, parseMoney } from '#shared/money.ts'
import type {
  SalesforceLineItem,
  SalesforceOpportunity,
  SalesforceOrder,
  SalesforceProduct,
  SalesforceQuote,
} from '../native.ts'
import { currencyOf, type MappingContext, toRef, toSource } from './record.ts'
import { fromTable, toDecimalText, toMoney, toText, type ValueTable } from './values.ts'

export function toCanonicalOpportunity(
  opportunity: SalesforceOpportunity,
  context: MappingContext,
): OpportunityRecord {
  return {
    source: toSource('Opportunity', opportunity, context),
    fieldSources: {
      name: 'Opportunity.Name',
      customer: 'Opportunity.AccountId',
      stage: 'Opportunity.StageName',
      amount: 'Opportunity.Amount',
      closeDate: 'Opportunity.CloseDate',
      won: 'Opportunity.IsWon',
      quote: 'Opportunity.SyncedQuoteId',
      contract: 'Opportunity.ContractId',
    },
    createdAt: new Date(opportunity.CreatedDate),
    customer: toRef('Account', opportunity.AccountId, context),
    name: opportunity.Name,
    stage: opportunity.StageName,
    amount:
      opportunity.Amount == null ? undefined : toMoney(opportunity.Amount, currencyOf(opportunity, context)),
    closeDate: opportunity.CloseDate ?? undefined,
    // Stage labels differ from org to org; the two flags do not.
    won: opportunity.IsClosed === true ? opportunity.IsWon === true : undefined,
    quote: toRef('Quote', opportunity.SyncedQuoteId, context),
    contract: toRef('Contract', opportunity.ContractId, context),
  }
}

/** Quote.Status as the vendor ships it. `Denied` is the customer's no, `Rejected` our own approver's. */
export const QUOTE_STATUSES: ValueTable<QuoteStatus> = {
  Draft: 'DRAFT',
  'Needs Review': 'IN_REVIEW',
  'In Review': 'IN_REVIEW',
  Approved: 'APPROVED',
  Rejected: 'REJECTED',
  Presented: 'PRESENTED',
  Accepted: 'ACCEPTED',
  Denied: 'REJECTED',
  Expired: 'EXPIRED',
}

export function toCanonicalQuote(quote: SalesforceQuote, context: MappingContext): QuoteRecord {
  return {
    source: toSource('Quote', quote, context),
    fieldSources: {
      quoteNumber: 'Quote.QuoteNumber',
      customer: 'Quote.AccountId',
      status: 'Quote.Status',
      total: 'Quote.GrandTotal',
      expiresOn: 'Quote.ExpirationDate',
    },
    createdAt: new Date(quote.CreatedDate),
    customer: toRef('Account', quote.AccountId, context),
    quoteNumber: quote.QuoteNumber,
    status: fromTable(QUOTE_STATUSES, quote.Status),
    total: toMoney(quote.GrandTotal, currencyOf(quote, context)),
    expiresOn: quote.ExpirationDate ?? undefined,
  }
}

export function toCanonicalSaleLine(line: SalesforceLineItem, context: MappingContext): SaleLineRecord {
  const currency = currencyOf(line, context)
  const quantity = toDecimalText(line.Quantity)
  const total = toMoney(line.TotalPrice, currency)
  const unitPrice = line.UnitPrice ?? line.TotalPrice / line.Quantity
  return {
    nativeId: line.Id,
    product: toRef('Product2', line.Product2Id, context),
    quantity,
    unitPrice: toMoney(unitPrice, currency),
    discount: toDiscount({ quantity, unitPrice: toDecimalText(unitPrice), total }),
    total,
  }
}

/** The vendor holds a percentage; what it takes off is the difference between list and total. */
function toDiscount({
  quantity,
  unitPrice,
  total,
}: {
  quantity: string
  unitPrice: string
  total: Money
}): Money | undefined {
  const full = parseMoney(new Decimal(quantity).times(unitPrice).toFixed(), total.currencyCode, 'half-up')
  const off = full.minorUnits - total.minorUnits
  return off === 0n ? undefined : money(off, total.currencyCode)
}

export function toCanonicalOrder(order: SalesforceOrder, context: MappingContext): OrderRecord {
  return {
    source: toSource('Order', order, context),
    fieldSources: { purchaseOrderNumber: 'Order.PoNumber', quote: 'Order.QuoteId' },
    purchaseOrderNumber: toText(order.PoNumber),
    quote: toRef('Quote', order.QuoteId, context),
  }
}

export function toCanonicalProduct(product: SalesforceProduct, context: MappingContext): ProductRecord {
  return {
    source: toSource('Product2', product, context),
    fieldSources: { name: 'Product2.Name' },
    name: product.Name,
  }
}
