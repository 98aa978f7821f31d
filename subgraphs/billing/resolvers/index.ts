import type { Resolvers } from '../__generated__/resolvers.ts'
import { BillingSubscription, SubscriptionItem } from './BillingSubscription.ts'
import { CaseCommercialContext } from './CaseCommercialContext.ts'
import { Contract } from './Contract.ts'
import { Customer } from './Customer.ts'
import { EntitlementCheck } from './EntitlementCheck.ts'
import { FeatureEntitlement } from './FeatureEntitlement.ts'
import { Invoice, InvoiceLine } from './Invoice.ts'
import { Payment, Refund } from './Payment.ts'
import { Feature, Price, Product } from './Product.ts'
import { Query } from './Query.ts'

/** A type that is only part of another stands in the other's file. */
export const resolvers: Resolvers = {
  Query,
  BillingSubscription,
  CaseCommercialContext,
  Contract,
  Customer,
  EntitlementCheck,
  Feature,
  FeatureEntitlement,
  Invoice,
  InvoiceLine,
  Payment,
  Price,
  Product,
  Refund,
  SubscriptionItem,
}
