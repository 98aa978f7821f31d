import {
  SalesforceAccount,
  SalesforceContact,
  SalesforceContract,
  SalesforceContractLine,
  SalesforceLineItem,
  SalesforceOpportunity,
  SalesforceOrder,
  SalesforceProduct,
  SalesforceQuote,
  SalesforceRenewal,
} from './native.ts'
import { createReader, type NativeKind } from './reads.ts'
import { toCanonicalContact } from './to-canonical/contact.ts'
import { toCanonicalContract, toCanonicalContractLine } from './to-canonical/contract.ts'
import { toCanonicalCustomer } from './to-canonical/customer.ts'
import type { MappingContext } from './to-canonical/record.ts'
import {
  toCanonicalOpportunity,
  toCanonicalOrder,
  toCanonicalProduct,
  toCanonicalQuote,
  toCanonicalSaleLine,
} from './to-canonical/sales.ts'

/** Each kind of record that a connection reads, with its select list made once. */
export function createReaders(context: MappingContext) {
  const { customerCustom, contractCustom } = context.fields
  return {
    account: createReader(
      {
        object: 'Account',
        schema: SalesforceAccount,
        custom: customerCustom,
        toCanonical: toCanonicalCustomer,
      },
      context,
    ),
    contact: createReader(
      { object: 'Contact', schema: SalesforceContact, toCanonical: toCanonicalContact },
      context,
    ),
    contract: createReader(
      {
        object: 'Contract',
        schema: SalesforceContract,
        custom: contractCustom,
        toCanonical: toCanonicalContract,
      },
      context,
    ),
    opportunity: createReader(
      { object: 'Opportunity', schema: SalesforceOpportunity, toCanonical: toCanonicalOpportunity },
      context,
    ),
    quote: createReader({ object: 'Quote', schema: SalesforceQuote, toCanonical: toCanonicalQuote }, context),
    order: createReader({ object: 'Order', schema: SalesforceOrder, toCanonical: toCanonicalOrder }, context),
    product: createReader(
      { object: 'Product2', schema: SalesforceProduct, toCanonical: toCanonicalProduct },
      context,
    ),
    renewal: createReader(
      { object: 'Contract', schema: SalesforceRenewal, toCanonical: ({ Id }) => ({ id: Id }) },
      context,
    ),
    contractLines: {
      parent: 'Contract',
      relationship: 'Contract_Lines__r',
      orderBy: 'Sort_Order__c ASC NULLS LAST, Id',
      reader: createReader(
        { object: 'Contract_Line__c', schema: SalesforceContractLine, toCanonical: toCanonicalContractLine },
        context,
      ),
    },
    opportunityLines: saleLines('Opportunity', 'OpportunityLineItems', 'OpportunityLineItem', context),
    quoteLines: saleLines('Quote', 'QuoteLineItems', 'QuoteLineItem', context),
  }
}

function saleLines(parent: string, relationship: string, object: string, context: MappingContext) {
  const kind: NativeKind<typeof SalesforceLineItem, ReturnType<typeof toCanonicalSaleLine>> = {
    object,
    schema: SalesforceLineItem,
    toCanonical: toCanonicalSaleLine,
  }
  return {
    parent,
    relationship,
    orderBy: 'SortOrder ASC NULLS LAST, Id',
    reader: createReader(kind, context),
  }
}
