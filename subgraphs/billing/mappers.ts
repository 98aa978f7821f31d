import type {
  FeatureEntitlementRecord,
  FeatureRecord,
  InvoiceLineRecord,
  InvoiceRecord,
  PaymentRecord,
  PriceRecord,
  RefundRecord,
  SubscriptionItemRecord,
  SubscriptionRecord,
} from './provider.ts'

/** What a resolver of a schema type gets as its parent. */
export interface CustomerMapper {
  id: string
}

export interface ContractMapper {
  id: string
}

export interface ProductMapper {
  id: string
}

/** A system is named; the rest of it is configuration. */
export interface SystemInstanceMapper {
  id: string
}

export interface BillingSubscriptionMapper {
  id: string
  record: SubscriptionRecord
}

/** Known only within its subscription. */
export interface SubscriptionItemMapper {
  subscriptionId: string
  record: SubscriptionItemRecord
}

export interface InvoiceMapper {
  id: string
  record: InvoiceRecord
}

export interface InvoiceLineMapper {
  id: string
  record: InvoiceLineRecord
}

export interface PaymentMapper {
  id: string
  record: PaymentRecord
}

/** Known only within its payment. */
export interface RefundMapper {
  paymentId: string
  record: RefundRecord
}

export interface PriceMapper {
  id: string
  record: PriceRecord
}

export type FeatureMapper = FeatureRecord

export interface FeatureEntitlementMapper {
  id: string
  record: FeatureEntitlementRecord
}

export interface CaseCommercialContextMapper {
  caseId: string
  customerId: string
}

export interface EntitlementCheckMapper {
  customerId: string
  productId?: string | null | undefined
  featureKey?: string | null | undefined
}
