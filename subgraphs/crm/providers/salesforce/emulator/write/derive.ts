import { invalidRecord } from '../errors.ts'
import { findRow, type Org, type Row } from '../org.ts'
import type { Fields } from './fields.ts'
import { CONTRACT_STATUSES, ORDER_STATUSES, STAGES } from './rules.ts'

/** A row about to be written, what was there before, and the org for the parents. */
export interface Draft {
  row: Row
  before: Row | undefined
  org: Org
}

/** The fields that the vendor sets itself, from the fields that were written. */
export function derivedFields(object: string, draft: Draft): Fields {
  return DERIVATIONS[object]?.(draft) ?? {}
}

const DERIVATIONS: Readonly<Record<string, (draft: Draft) => Fields>> = {
  Contact: ({ row }) => ({ Name: [row.FirstName, row.LastName].filter(Boolean).join(' ') }),
  Opportunity: ({ row }) => ({ ...STAGES[String(row.StageName)] }),
  OpportunityLineItem: (draft) => ({
    ...saleTotals(draft.row),
    Name: [parent(draft, 'Opportunity', 'OpportunityId')?.Name, parent(draft, 'Product2', 'Product2Id')?.Name]
      .filter(Boolean)
      .join(' '),
    CurrencyIsoCode: parent(draft, 'Opportunity', 'OpportunityId')?.CurrencyIsoCode ?? null,
  }),
  Quote: (draft) => {
    const opportunity = parent(draft, 'Opportunity', 'OpportunityId')
    return {
      Status: draft.row.Status ?? 'Draft',
      QuoteNumber: draft.row.QuoteNumber ?? nextNumber(draft.org, ''),
      AccountId: opportunity?.AccountId ?? null,
      CurrencyIsoCode: opportunity?.CurrencyIsoCode ?? null,
    }
  },
  QuoteLineItem: (draft) => ({
    ...saleTotals(draft.row),
    LineNumber: draft.row.LineNumber ?? nextNumber(draft.org, 'QL-'),
    CurrencyIsoCode: parent(draft, 'Quote', 'QuoteId')?.CurrencyIsoCode ?? null,
  }),
  Contract: (draft) => {
    checkAccountOfContract(draft)
    return {
      ContractNumber: draft.row.ContractNumber ?? nextNumber(draft.org, ''),
      EndDate: endOfTerm(draft.row),
      StatusCode: statusCode(draft, CONTRACT_STATUSES, 'contract'),
    }
  },
  // A detail has the currency of its master.
  Contract_Line__c: (draft) => ({
    CurrencyIsoCode: parent(draft, 'Contract', 'Contract__c')?.CurrencyIsoCode ?? null,
  }),
  Order: (draft) => {
    checkAccountOfOrder(draft)
    return {
      OrderNumber: draft.row.OrderNumber ?? nextNumber(draft.org, ''),
      StatusCode: statusCode(draft, ORDER_STATUSES, 'order'),
    }
  },
}

function parent({ row, org }: Draft, object: string, field: string): Row | undefined {
  const id = row[field]
  return typeof id === 'string' ? findRow(org, object, id) : undefined
}

const amount = (value: number): number => Math.round(value * 100) / 100

/** A line gives its unit price or, on an opportunity, its total. */
function saleTotals(row: Row): Fields {
  const quantity = Number(row.Quantity ?? 0)
  const share = 1 - Number(row.Discount ?? 0) / 100
  const unitPrice = row.UnitPrice ?? (quantity === 0 ? null : amount(Number(row.TotalPrice ?? 0) / quantity))
  const subtotal = amount(quantity * Number(unitPrice ?? 0))
  return {
    UnitPrice: unitPrice,
    ListPrice: row.ListPrice ?? unitPrice,
    Subtotal: subtotal,
    TotalPrice: amount(subtotal * share),
  }
}

/** The last day of the term, or null while start or term is missing. */
function endOfTerm({ StartDate, ContractTerm }: Row): string | null {
  if (typeof StartDate !== 'string' || typeof ContractTerm !== 'number') return null
  const end = new Date(`${StartDate}T00:00:00Z`)
  end.setUTCMonth(end.getUTCMonth() + ContractTerm)
  end.setUTCDate(end.getUTCDate() - 1)
  return end.toISOString().slice(0, 10)
}

/** Contracts and orders begin as drafts, and an activated one never becomes a draft again. */
function statusCode(
  { row, before }: Draft,
  codes: Readonly<Record<string, string>>,
  thing: string,
): string | null {
  const known = codes[String(row.Status)]
  // A status that only the org's own automation sets, or one that the picklist check refuses next.
  if (known === undefined) return typeof row.StatusCode === 'string' ? row.StatusCode : null
  const isNewAndActive = !before && known === 'Activated'
  const isTakenBack = before?.StatusCode === 'Activated' && known !== 'Activated'
  if (isNewAndActive || isTakenBack)
    throw invalidRecord(
      'FAILED_ACTIVATION',
      `Choose a valid ${thing} status and save your changes. Ask your admin for details.`,
      ['Status'],
    )
  return known
}

/** Account and currency are read-only from then on: https://help.salesforce.com/s/articleView?id=000385190 */
function checkAccountOfContract({ row, before }: Draft): void {
  if (before?.StatusCode !== 'Activated') return
  const changed = ['AccountId', 'CurrencyIsoCode'].find((field) => row[field] !== before[field])
  if (changed !== undefined)
    throw invalidRecord(
      'FIELD_INTEGRITY_EXCEPTION',
      `${changed} of an activated contract cannot be changed.`,
      [changed],
    )
}

function checkAccountOfOrder({ row, before }: Draft): void {
  if (before && before.StatusCode !== 'Draft' && row.AccountId !== before.AccountId)
    throw invalidRecord('FIELD_INTEGRITY_EXCEPTION', 'The account of an activated order cannot be changed.', [
      'AccountId',
    ])
}

function nextNumber(org: Org, prefix: string): string {
  org.lastNumber += 1
  return prefix + String(org.lastNumber).padStart(prefix === '' ? 8 : 5, '0')
}
