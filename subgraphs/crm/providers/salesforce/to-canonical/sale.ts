import { addMoney, type Money, money } from '#shared/money.ts'
import type { FieldSources } from '#shared/provenance.ts'
import type { SaleLineRecord } from '#crm/provider.ts'
import type { SaleRecord } from '#crm/writes.ts'
import type { SalesforceFields } from '../fields.ts'
import type { SalesforceDealContact, SalesforceSale, SalesforceSaleQuote } from '../native.ts'
import { idKey } from '../soql.ts'
import { toBillingAddress, toShippingAddress } from './address.ts'
import { currencyOf, type MappingContext, toRef, toSource } from './record.ts'
import { toMoney, toText } from './values.ts'

/** What was read of a deal. */
export interface NativeSale {
  deal: SalesforceSale
  /** The quote asked for, or the one that the deal is synced with. */
  quote: SalesforceSaleQuote | undefined
  /** Those of the quote where there is one. */
  lines: readonly SaleLineRecord[]
  contacts: readonly SalesforceDealContact[]
  /** Contracts that name the deal. */
  contractIds: readonly string[]
}

export function toCanonicalSale(sale: NativeSale, context: MappingContext): SaleRecord {
  const { deal, quote, lines } = sale
  const currencyCode = currencyOf(deal, context)
  const { connectionId, objectType, nativeId } = toSource('Opportunity', deal, context)
  return {
    source: toSource('Opportunity', deal, context),
    fieldSources: saleFieldSources(context.fields),
    opportunity: { connectionId, objectType, nativeId },
    quote: toRef('Quote', quote?.Id, context),
    version: quote ? `${deal.SystemModstamp}/${quote.SystemModstamp}` : deal.SystemModstamp,
    customer: toRef('Account', deal.AccountId, context),
    taxId: toText(deal.Account?.taxId),
    name: deal.Name,
    won: deal.IsClosed === true && deal.IsWon === true,
    closedOn: deal.CloseDate ?? undefined,
    currencyCode,
    lines,
    total: toTotal(quote ? quote.TotalPrice : deal.Amount, lines, currencyCode),
    startDate: deal.serviceStartDate ?? undefined,
    termMonths: deal.serviceTermMonths ?? undefined,
    purchaseOrderNumber: toText(deal.purchaseOrderNumber),
    paymentTermsCode: toTermsCode(deal.paymentTerms),
    billTo: toBillTo(sale),
    shipTo:
      (quote && toShippingAddress(quote)) ?? (deal.Account ? toShippingAddress(deal.Account) : undefined),
    contracts: toContracts(sale).flatMap((id) => toRef('Contract', id, context) ?? []),
  }
}

const saleFieldSources = ({ names }: SalesforceFields): FieldSources => ({
  customer: 'Opportunity.AccountId',
  taxId: `Account.${names.taxId}`,
  won: 'Opportunity.IsWon',
  closedOn: 'Opportunity.CloseDate',
  startDate: `Opportunity.${names.serviceStartDate}`,
  termMonths: `Opportunity.${names.serviceTermMonths}`,
  purchaseOrderNumber: `Opportunity.${names.purchaseOrderNumber}`,
  paymentTermsCode: `Opportunity.${names.paymentTerms}`,
})

/** A quote's own total, else the deal's; else what the lines come to. */
function toTotal(
  total: number | null | undefined,
  lines: readonly SaleLineRecord[],
  currencyCode: string,
): Money {
  if (total != null) return toMoney(total, currencyCode)
  return addMoney(money(0n, currencyCode), ...lines.map((line) => line.total))
}

/** `Net 30` is `NET_30`. */
function toTermsCode(terms: string | null | undefined): string | undefined {
  const code = terms
    ?.trim()
    .toUpperCase()
    .replaceAll(/[^A-Z0-9]+/g, '_')
  return code || undefined
}

/** Whom the quote names; else whom the deal names: who has the role Billing first, then the primary contact. */
function toBillTo({ deal, quote, contacts }: NativeSale): SaleRecord['billTo'] {
  const isBilling = ({ Contact }: SalesforceDealContact): boolean =>
    Contact?.contactRoles?.split(';').includes('Billing') ?? false
  const ofDeal = contacts.find(isBilling) ?? contacts.find(({ IsPrimary }) => IsPrimary === true)
  const person = quote?.Contact ?? ofDeal?.Contact
  return {
    contactName: toText(quote?.BillingName) ?? toText(person?.Name),
    email: toText(quote?.Email) ?? toText(person?.Email),
    address:
      (quote && toBillingAddress(quote)) ?? (deal.Account ? toBillingAddress(deal.Account) : undefined),
  }
}

/** The one that the deal names, where it has not ended, and those that name the deal. */
function toContracts({ deal, contractIds }: NativeSale): string[] {
  const named = deal.Contract?.endedOn == null ? deal.ContractId : undefined
  const ids = [...(named ? [named] : []), ...contractIds]
  return [...new Map(ids.map((id) => [idKey(id), id])).values()]
}
