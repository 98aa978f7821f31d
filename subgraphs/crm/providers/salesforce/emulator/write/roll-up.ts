import { findRow, type Row, rowsOf } from '../org.ts'
import type { Transaction } from './change.ts'
import type { Fields } from './fields.ts'
import { putRow } from './transaction.ts'

interface RollUp {
  parent: string
  field: string
  toFields(lines: readonly Row[], parent: Row): Fields
}

const sum = (lines: readonly Row[], field: string): number =>
  Math.round(lines.reduce((total, line) => total + Number(line[field] ?? 0), 0) * 100) / 100

/** Line object → what its lines add up to on the parent. */
const ROLL_UPS: Readonly<Record<string, RollUp>> = {
  OpportunityLineItem: {
    parent: 'Opportunity',
    field: 'OpportunityId',
    toFields: (lines, { Amount }) => ({
      Amount: lines.length === 0 ? (Amount ?? null) : sum(lines, 'TotalPrice'),
    }),
  },
  QuoteLineItem: {
    parent: 'Quote',
    field: 'QuoteId',
    toFields: (lines) => ({
      Subtotal: sum(lines, 'Subtotal'),
      TotalPrice: sum(lines, 'TotalPrice'),
      GrandTotal: sum(lines, 'TotalPrice'),
    }),
  },
  Contract_Line__c: {
    parent: 'Contract',
    field: 'Contract__c',
    toFields: (lines, { ContractTerm }) => {
      const perYear = 12 / Math.max(1, Number(ContractTerm ?? 12))
      const recurring = lines.filter(({ Renewable__c }) => Renewable__c === true)
      return {
        Total_Contract_Value__c: sum(lines, 'Net_Amount__c'),
        Annual_Contract_Value__c: Math.round(sum(recurring, 'Net_Amount__c') * perYear * 100) / 100,
      }
    },
  },
}

/** After a line was written or deleted: its parent's sums. */
export function rollUp(transaction: Transaction, object: string, line: Row): void {
  const rule = ROLL_UPS[object]
  const parentId = rule && line[rule.field]
  const parent =
    typeof parentId === 'string' ? findRow(transaction.org, rule?.parent ?? '', parentId) : undefined
  if (!rule || !parent) return
  const lines = rowsOf(transaction.org, object).filter((row) => row[rule.field] === parent.Id)
  const at = transaction.now.toISOString()
  const sums = rule.toFields(lines, parent)
  putRow(transaction, rule.parent, { ...parent, ...sums, LastModifiedDate: at, SystemModstamp: at })
}
