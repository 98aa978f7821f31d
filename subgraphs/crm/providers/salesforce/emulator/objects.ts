/** Field types that this stand-in tells apart; `reference` and `id` compare by their first 15 characters. */
export type FieldKind =
  | 'id'
  | 'reference'
  | 'string'
  | 'picklist'
  | 'multipicklist'
  | 'boolean'
  | 'int'
  | 'double'
  | 'percent'
  | 'currency'
  | 'date'
  | 'datetime'

export interface SObject {
  name: string
  /** First three characters of its record ids. */
  keyPrefix: string
  fields: Readonly<Record<string, FieldKind>>
  /** Fields that name a record of another system and may stand in a path. */
  externalIds: readonly string[]
  /** Relationship name → the field that holds the id, and the object it leads to. */
  parents: Readonly<Record<string, { field: string; object: string }>>
  /** Relationship name → the child object and its field that points back. */
  children: Readonly<Record<string, { object: string; field: string }>>
}

const COMMON = {
  Id: 'id',
  IsDeleted: 'boolean',
  CreatedDate: 'datetime',
  LastModifiedDate: 'datetime',
  SystemModstamp: 'datetime',
} as const

const ADDRESS = (prefix: string): Record<string, FieldKind> =>
  Object.fromEntries(
    ['Street', 'City', 'State', 'PostalCode', 'Country', 'CountryCode', 'StateCode'].map((part) => [
      prefix + part,
      'string',
    ]),
  )

/** Unique external id that a writer sets: what makes a repeated create harmless. */
export const KEY_FIELD = 'Weft_Key__c'

/** What last wrote into a row that was there before: set by the writer with each change. */
const LAST_WRITE = { Weft_Last_Write__c: 'string' } as const

/** Users are the org's own. */
export const isWritable = (name: string): boolean => name !== 'User'

const object = (
  name: string,
  keyPrefix: string,
  fields: Record<string, FieldKind>,
  rest: Partial<SObject>,
): SObject => ({
  name,
  keyPrefix,
  fields: { ...COMMON, ...fields, ...(isWritable(name) ? { [KEY_FIELD]: 'string' as const } : {}) },
  parents: {},
  children: {},
  ...rest,
  externalIds: [...(rest.externalIds ?? []), ...(isWritable(name) ? [KEY_FIELD] : [])],
})

/** The custom fields and the custom object are those that the vendor README asks an org to have. */
const ALL: readonly SObject[] = [
  object(
    'Account',
    '001',
    {
      Name: 'string',
      Type: 'picklist',
      ParentId: 'reference',
      ...ADDRESS('Billing'),
      ...ADDRESS('Shipping'),
      Phone: 'string',
      Website: 'string',
      Industry: 'picklist',
      AccountSource: 'picklist',
      OwnerId: 'reference',
      CurrencyIsoCode: 'picklist',
      Legal_Name__c: 'string',
      Tax_Id__c: 'string',
      Business_Unit__c: 'picklist',
      ...LAST_WRITE,
    },
    {
      externalIds: ['Tax_Id__c'],
      parents: {
        Parent: { field: 'ParentId', object: 'Account' },
        Owner: { field: 'OwnerId', object: 'User' },
      },
      children: {
        ChildAccounts: { object: 'Account', field: 'ParentId' },
        Contacts: { object: 'Contact', field: 'AccountId' },
        Contracts: { object: 'Contract', field: 'AccountId' },
        Opportunities: { object: 'Opportunity', field: 'AccountId' },
        Orders: { object: 'Order', field: 'AccountId' },
        Quotes: { object: 'Quote', field: 'AccountId' },
      },
    },
  ),
  object(
    'Contact',
    '003',
    {
      AccountId: 'reference',
      FirstName: 'string',
      LastName: 'string',
      Name: 'string',
      Title: 'string',
      Email: 'string',
      Phone: 'string',
      OwnerId: 'reference',
      Roles__c: 'multipicklist',
    },
    {
      parents: {
        Account: { field: 'AccountId', object: 'Account' },
        Owner: { field: 'OwnerId', object: 'User' },
      },
    },
  ),
  object(
    'Opportunity',
    '006',
    {
      AccountId: 'reference',
      Name: 'string',
      StageName: 'picklist',
      Amount: 'currency',
      CloseDate: 'date',
      IsClosed: 'boolean',
      IsWon: 'boolean',
      ContractId: 'reference',
      SyncedQuoteId: 'reference',
      CurrencyIsoCode: 'picklist',
      OwnerId: 'reference',
      PO_Number__c: 'string',
      Payment_Terms__c: 'picklist',
      Service_Start_Date__c: 'date',
      Term_Months__c: 'int',
      ERP_Customer_Id__c: 'string',
      ERP_Order_Id__c: 'string',
      Billing_Customer_Id__c: 'string',
      Billing_Subscription_Id__c: 'string',
      ...LAST_WRITE,
    },
    {
      parents: {
        Account: { field: 'AccountId', object: 'Account' },
        Contract: { field: 'ContractId', object: 'Contract' },
        SyncedQuote: { field: 'SyncedQuoteId', object: 'Quote' },
      },
      children: {
        OpportunityContactRoles: { object: 'OpportunityContactRole', field: 'OpportunityId' },
        OpportunityLineItems: { object: 'OpportunityLineItem', field: 'OpportunityId' },
        Quotes: { object: 'Quote', field: 'OpportunityId' },
      },
    },
  ),
  object(
    'OpportunityContactRole',
    '00K',
    { OpportunityId: 'reference', ContactId: 'reference', Role: 'picklist', IsPrimary: 'boolean' },
    {
      parents: {
        Opportunity: { field: 'OpportunityId', object: 'Opportunity' },
        Contact: { field: 'ContactId', object: 'Contact' },
      },
    },
  ),
  object(
    'OpportunityLineItem',
    '00k',
    {
      OpportunityId: 'reference',
      Product2Id: 'reference',
      Name: 'string',
      Quantity: 'double',
      UnitPrice: 'currency',
      ListPrice: 'currency',
      Subtotal: 'currency',
      Discount: 'percent',
      TotalPrice: 'currency',
      ServiceDate: 'date',
      SortOrder: 'int',
      CurrencyIsoCode: 'picklist',
    },
    {
      parents: {
        Opportunity: { field: 'OpportunityId', object: 'Opportunity' },
        Product2: { field: 'Product2Id', object: 'Product2' },
      },
    },
  ),
  object(
    'Quote',
    '0Q0',
    {
      Name: 'string',
      QuoteNumber: 'string',
      AccountId: 'reference',
      OpportunityId: 'reference',
      ContractId: 'reference',
      ContactId: 'reference',
      Email: 'string',
      BillingName: 'string',
      ...ADDRESS('Billing'),
      ShippingName: 'string',
      ...ADDRESS('Shipping'),
      Status: 'picklist',
      ExpirationDate: 'date',
      Subtotal: 'currency',
      TotalPrice: 'currency',
      GrandTotal: 'currency',
      CurrencyIsoCode: 'picklist',
    },
    {
      parents: {
        Account: { field: 'AccountId', object: 'Account' },
        Contact: { field: 'ContactId', object: 'Contact' },
        Opportunity: { field: 'OpportunityId', object: 'Opportunity' },
      },
      children: { QuoteLineItems: { object: 'QuoteLineItem', field: 'QuoteId' } },
    },
  ),
  object(
    'QuoteLineItem',
    '0QL',
    {
      QuoteId: 'reference',
      Product2Id: 'reference',
      LineNumber: 'string',
      Quantity: 'double',
      UnitPrice: 'currency',
      ListPrice: 'currency',
      Subtotal: 'currency',
      Discount: 'percent',
      TotalPrice: 'currency',
      SortOrder: 'int',
      CurrencyIsoCode: 'picklist',
    },
    {
      parents: {
        Quote: { field: 'QuoteId', object: 'Quote' },
        Product2: { field: 'Product2Id', object: 'Product2' },
      },
    },
  ),
  object(
    'Contract',
    '800',
    {
      AccountId: 'reference',
      ContractNumber: 'string',
      Name: 'string',
      Status: 'picklist',
      StatusCode: 'picklist',
      StartDate: 'date',
      EndDate: 'date',
      ContractTerm: 'int',
      SpecialTerms: 'string',
      CurrencyIsoCode: 'picklist',
      OwnerId: 'reference',
      Auto_Renew__c: 'boolean',
      Notice_Days__c: 'int',
      Uplift_Percent__c: 'percent',
      Renewed_From__c: 'reference',
      Renewed_By__c: 'reference',
      Amends__c: 'reference',
      Opportunity__c: 'reference',
      Ended_On__c: 'date',
      ...LAST_WRITE,
      Total_Contract_Value__c: 'currency',
      Annual_Contract_Value__c: 'currency',
    },
    {
      parents: {
        Account: { field: 'AccountId', object: 'Account' },
        Renewed_From__r: { field: 'Renewed_From__c', object: 'Contract' },
        Renewed_By__r: { field: 'Renewed_By__c', object: 'Contract' },
        Opportunity__r: { field: 'Opportunity__c', object: 'Opportunity' },
        Amends__r: { field: 'Amends__c', object: 'Contract' },
      },
      children: {
        Contract_Lines__r: { object: 'Contract_Line__c', field: 'Contract__c' },
        Renewals__r: { object: 'Contract', field: 'Renewed_From__c' },
        Orders: { object: 'Order', field: 'ContractId' },
      },
    },
  ),
  object(
    'Contract_Line__c',
    'a00',
    {
      Contract__c: 'reference',
      Product__c: 'reference',
      Name: 'string',
      Quantity__c: 'double',
      Unit_Price__c: 'currency',
      Start_Date__c: 'date',
      End_Date__c: 'date',
      Net_Amount__c: 'currency',
      Renewable__c: 'boolean',
      Sort_Order__c: 'int',
      CurrencyIsoCode: 'picklist',
    },
    {
      parents: {
        Contract__r: { field: 'Contract__c', object: 'Contract' },
        Product__r: { field: 'Product__c', object: 'Product2' },
      },
    },
  ),
  object(
    'Order',
    '801',
    {
      AccountId: 'reference',
      ContractId: 'reference',
      QuoteId: 'reference',
      OrderNumber: 'string',
      PoNumber: 'string',
      EffectiveDate: 'date',
      Status: 'picklist',
      StatusCode: 'picklist',
      TotalAmount: 'currency',
      CurrencyIsoCode: 'picklist',
      NetSuite_Id__c: 'string',
    },
    {
      externalIds: ['NetSuite_Id__c'],
      parents: {
        Account: { field: 'AccountId', object: 'Account' },
        Contract: { field: 'ContractId', object: 'Contract' },
        Quote: { field: 'QuoteId', object: 'Quote' },
      },
    },
  ),
  object(
    'Product2',
    '01t',
    {
      Name: 'string',
      ProductCode: 'string',
      StockKeepingUnit: 'string',
      Family: 'picklist',
      IsActive: 'boolean',
    },
    {},
  ),
  object('User', '005', { Name: 'string', Username: 'string', IsActive: 'boolean' }, {}),
]

const BY_NAME = new Map(ALL.map((entry) => [entry.name.toLowerCase(), entry]))

export const OBJECTS: readonly SObject[] = ALL

/** Object names are not case-sensitive. */
export function findObject(name: string): SObject | undefined {
  return BY_NAME.get(name.toLowerCase())
}

/** The field as the object spells it; names are not case-sensitive. */
export function findField(sobject: SObject, name: string): string | undefined {
  if (Object.hasOwn(sobject.fields, name)) return name
  return Object.keys(sobject.fields).find((field) => field.toLowerCase() === name.toLowerCase())
}
