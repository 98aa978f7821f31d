import { KEY_FIELD, type SObject } from '../objects.ts'

/** What an org demands of a row beyond the types of its fields. */
export interface Rules {
  required: readonly string[]
  /** Set by the vendor: given in a body they refuse it. */
  readOnly: readonly string[]
  /** May be given on create, never changed. */
  createOnly: readonly string[]
  /** Restricted picklists and their values; the other picklists take any text. */
  picklists: Readonly<Record<string, readonly string[]>>
  /** Children that are deleted with the row: the object and its field that points here. */
  cascades: readonly { object: string; field: string }[]
  /** Lookups that are emptied when the row that they lead to is deleted. */
  lookups: readonly { object: string; field: string }[]
}

/** Stages of a new org, with what each says about the outcome. */
export const STAGES: Readonly<Record<string, { IsClosed: boolean; IsWon: boolean }>> = {
  ...Object.fromEntries(
    [
      'Prospecting',
      'Qualification',
      'Needs Analysis',
      'Value Proposition',
      'Id. Decision Makers',
      'Perception Analysis',
      'Proposal/Price Quote',
      'Negotiation/Review',
    ].map((stage) => [stage, { IsClosed: false, IsWon: false }]),
  ),
  'Closed Won': { IsClosed: true, IsWon: true },
  'Closed Lost': { IsClosed: true, IsWon: false },
}

/** Labels that the API may set, with their categories. Terminated and Expired are not set by API. */
export const CONTRACT_STATUSES: Readonly<Record<string, string>> = {
  Draft: 'Draft',
  'In Approval Process': 'InApproval',
  Activated: 'Activated',
}
export const ORDER_STATUSES: Readonly<Record<string, string>> = { Draft: 'Draft', Activated: 'Activated' }

const CURRENCIES = ['USD', 'EUR', 'GBP', 'CHF', 'JPY', 'SEK', 'CAD', 'AUD']
const CURRENCY = { CurrencyIsoCode: CURRENCIES }
const NONE: Rules = { required: [], readOnly: [], createOnly: [], picklists: {}, cascades: [], lookups: [] }

const BY_OBJECT: Readonly<Record<string, Partial<Rules>>> = {
  Account: {
    required: ['Name'],
    picklists: CURRENCY,
    cascades: ['Contact', 'Opportunity', 'Contract', 'Order'].map((object) => ({
      object,
      field: 'AccountId',
    })),
  },
  Contact: {
    required: ['LastName'],
    readOnly: ['Name'],
    picklists: { Roles__c: ['Primary', 'Billing', 'Technical', 'Support', 'Signatory'] },
  },
  Opportunity: {
    required: ['Name', 'StageName', 'CloseDate'],
    readOnly: ['IsClosed', 'IsWon'],
    picklists: { StageName: Object.keys(STAGES), ...CURRENCY },
    cascades: ['OpportunityLineItem', 'OpportunityContactRole', 'Quote'].map((object) => ({
      object,
      field: 'OpportunityId',
    })),
  },
  OpportunityContactRole: {
    required: ['OpportunityId', 'ContactId'],
    createOnly: ['OpportunityId', 'ContactId'],
  },
  OpportunityLineItem: {
    required: ['OpportunityId', 'Product2Id', 'Quantity'],
    readOnly: ['Name', 'ListPrice', 'Subtotal', 'CurrencyIsoCode'],
    createOnly: ['OpportunityId', 'Product2Id'],
  },
  Quote: {
    required: ['Name', 'OpportunityId'],
    readOnly: ['AccountId', 'QuoteNumber', 'Subtotal', 'TotalPrice', 'GrandTotal', 'CurrencyIsoCode'],
    createOnly: ['OpportunityId'],
    picklists: {
      Status: [
        'Draft',
        'Needs Review',
        'In Review',
        'Approved',
        'Rejected',
        'Presented',
        'Accepted',
        'Denied',
      ],
    },
    cascades: [{ object: 'QuoteLineItem', field: 'QuoteId' }],
  },
  QuoteLineItem: {
    required: ['QuoteId', 'Product2Id', 'Quantity', 'UnitPrice'],
    readOnly: ['LineNumber', 'ListPrice', 'Subtotal', 'TotalPrice', 'CurrencyIsoCode'],
    createOnly: ['QuoteId', 'Product2Id'],
  },
  Contract: {
    required: ['AccountId', 'Status'],
    readOnly: [
      'ContractNumber',
      'StatusCode',
      'EndDate',
      'Total_Contract_Value__c',
      'Annual_Contract_Value__c',
    ],
    picklists: { Status: Object.keys(CONTRACT_STATUSES), ...CURRENCY },
    cascades: [{ object: 'Contract_Line__c', field: 'Contract__c' }],
    lookups: [
      { object: 'Opportunity', field: 'ContractId' },
      { object: 'Contract', field: 'Renewed_From__c' },
      { object: 'Contract', field: 'Renewed_By__c' },
    ],
  },
  Contract_Line__c: { required: ['Contract__c', 'Product__c', 'Quantity__c'], createOnly: ['Contract__c'] },
  Order: {
    required: ['AccountId', 'EffectiveDate', 'Status'],
    readOnly: ['OrderNumber', 'StatusCode', 'TotalAmount'],
    picklists: { Status: Object.keys(ORDER_STATUSES), ...CURRENCY },
  },
  Product2: { required: ['Name'] },
}

export const rulesOf = ({ name }: SObject): Rules => ({ ...NONE, ...BY_OBJECT[name] })

export const UNIQUE_FIELDS: readonly string[] = [KEY_FIELD]

/** Of a text; `Name` of an account and the like have 255 as well. */
export const MAX_TEXT = 255
