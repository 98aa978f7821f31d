import { linesTotal } from '#demo-world/company-builder.ts'
import { netSuiteId, salesforceId } from '#demo-world/native-ids.ts'
import type { DemoCompany } from '#demo-world/records.ts'
import type { DemoWorld } from '#demo-world/world.ts'
import type { Row } from '../org.ts'
import { dayText, daysFrom, productName, row, saleLine } from './rows.ts'

type Seeded = [object: string, rows: Row[]][]

const TERMS = { NET15: 'Net 15', NET30: 'Net 30', NET60: 'Net 60', DUE_ON_RECEIPT: 'Due on receipt' } as const

export function seedOpportunities(company: DemoCompany, world: DemoWorld): Seeded {
  const { currencyCode } = company
  return company.opportunities.flatMap((opportunity): Seeded => {
    const id = salesforceId('006', opportunity.key)
    const createdAt = daysFrom(world.today, opportunity.closeInDays - 45)
    const lines = opportunity.lines.map((line, index) => ({
      ...saleLine(
        { prefix: '00k', parentField: 'OpportunityId', parentKey: opportunity.key, parentId: id },
        { line, index, currencyCode, createdAt },
      ),
      Name: `${opportunity.name} ${productName(world, line.productKey)}`,
    }))
    const header = row(id, createdAt, {
      AccountId: salesforceId('001', company.key),
      Name: opportunity.name,
      StageName: opportunity.stage,
      Amount: Number(linesTotal(opportunity.lines, currencyCode)),
      CloseDate: dayText(world.today, opportunity.closeInDays),
      IsClosed: opportunity.stage.startsWith('Closed'),
      IsWon: opportunity.stage === 'Closed Won',
      ContractId: opportunity.contractKey === undefined ? null : salesforceId('800', opportunity.contractKey),
      SyncedQuoteId: opportunity.quoteKey === undefined ? null : salesforceId('0Q0', opportunity.quoteKey),
      CurrencyIsoCode: currencyCode,
      PO_Number__c:
        company.quotes.find(({ key }) => key === opportunity.quoteKey)?.purchaseOrderNumber ?? null,
      Payment_Terms__c: TERMS[company.paymentTerms.code],
      Service_Start_Date__c:
        opportunity.startInDays === undefined ? null : dayText(world.today, opportunity.startInDays),
      Term_Months__c: opportunity.termMonths ?? null,
    })
    return [
      ['Opportunity', [header]],
      ['OpportunityLineItem', lines],
      ['OpportunityContactRole', contactRoles(opportunity, createdAt)],
    ]
  })
}

/** Who signs and pays stands at the deal. */
function contactRoles(
  { key, billToContactKey }: DemoCompany['opportunities'][number],
  createdAt: Date,
): Row[] {
  if (billToContactKey === undefined) return []
  return [
    row(salesforceId('00K', key), createdAt, {
      OpportunityId: salesforceId('006', key),
      ContactId: salesforceId('003', billToContactKey),
      Role: 'Economic Buyer',
      IsPrimary: true,
    }),
  ]
}

const QUOTE_STATUSES = {
  DRAFT: 'Draft',
  IN_REVIEW: 'In Review',
  APPROVED: 'Approved',
  PRESENTED: 'Presented',
  ACCEPTED: 'Accepted',
  REJECTED: 'Denied',
} as const

export function seedQuotes(company: DemoCompany, world: DemoWorld): Seeded {
  const { currencyCode } = company
  return company.quotes.flatMap((quote): Seeded => {
    const id = salesforceId('0Q0', quote.key)
    const createdAt = daysFrom(world.today, quote.expiresInDays - 30)
    const total = Number(linesTotal(quote.lines, currencyCode))
    const lines = quote.lines.map((line, index) => ({
      ...saleLine(
        { prefix: '0QL', parentField: 'QuoteId', parentKey: quote.key, parentId: id },
        { line, index, currencyCode, createdAt },
      ),
      LineNumber: `QL-${String(index + 1).padStart(5, '0')}`,
    }))
    const header = row(id, createdAt, {
      Name: `Quote ${quote.number}`,
      QuoteNumber: quote.number,
      AccountId: salesforceId('001', company.key),
      OpportunityId: salesforceId('006', quote.opportunityKey),
      ContractId: null,
      Status: QUOTE_STATUSES[quote.status],
      ExpirationDate: dayText(world.today, quote.expiresInDays),
      Subtotal: total,
      TotalPrice: total,
      GrandTotal: total,
      CurrencyIsoCode: currencyCode,
    })
    return [
      ['Quote', [header]],
      ['QuoteLineItem', lines],
    ]
  })
}

export function seedOrders(company: DemoCompany, world: DemoWorld): Seeded {
  const orders = company.orders.map((order) =>
    row(salesforceId('801', order.key), daysFrom(world.today, order.orderedInDays), {
      AccountId: salesforceId('001', company.key),
      ContractId: order.contractKey === undefined ? null : salesforceId('800', order.contractKey),
      QuoteId: order.quoteKey === undefined ? null : salesforceId('0Q0', order.quoteKey),
      OrderNumber: order.number.replace(/\D/g, '').padStart(8, '0'),
      PoNumber: order.purchaseOrderNumber ?? null,
      EffectiveDate: dayText(world.today, order.orderedInDays),
      Status: 'Activated',
      StatusCode: 'Activated',
      TotalAmount: Number(linesTotal(order.lines, company.currencyCode)),
      CurrencyIsoCode: company.currencyCode,
      NetSuite_Id__c: company.presence.ERP ? netSuiteId('salesOrder', order.key) : null,
    }),
  )
  return [['Order', orders]]
}
