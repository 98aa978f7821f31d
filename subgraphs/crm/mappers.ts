import type {
  ContactRecord,
  ContractLineRecord,
  ContractRecord,
  OpportunityRecord,
  QuoteRecord,
  SaleLineRecord,
} from './provider.ts'

/** Named by id only: fields load on demand, and are null where the CRM has no record of the customer. */
export interface CustomerMapper {
  id: string
}

/** Named by id only; the CRM's side of an order loads on demand. */
export interface OrderMapper {
  id: string
}

/** Named by id only; the CRM's side of a product loads on demand. */
export interface ProductMapper {
  id: string
}

/** What is asked: may this customer use this product, this feature, this channel. */
export interface EntitlementCheckMapper {
  customerId: string
  productId?: string | null | undefined
  featureKey?: string | null | undefined
  channel?: string | null | undefined
}

/** Named by id; its fields come from configuration. */
export interface SystemInstanceMapper {
  id: string
}

export type ContactMapper = ContactRecord
export type ContractMapper = ContractRecord
export type OpportunityMapper = OpportunityRecord
export type QuoteMapper = QuoteRecord

/** A line has no id but within its contract. */
export interface ContractLineMapper extends ContractLineRecord {
  parentId: string
}

/** A line has no id but within its opportunity or quote. */
export interface OrderLineMapper extends SaleLineRecord {
  parentId: string
}
