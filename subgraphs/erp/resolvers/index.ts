import type { Resolvers } from '../__generated__/resolvers.ts'
import { AccountBalance } from './AccountBalance.ts'
import { CaseCommercialContext } from './CaseCommercialContext.ts'
import { Contract } from './Contract.ts'
import { CreditNote } from './CreditNote.ts'
import { Customer } from './Customer.ts'
import { EntitlementCheck } from './EntitlementCheck.ts'
import { Invoice } from './Invoice.ts'
import { InvoiceLine } from './InvoiceLine.ts'
import { LegalEntity } from './LegalEntity.ts'
import { Order } from './Order.ts'
import { OrderLine } from './OrderLine.ts'
import { Payment } from './Payment.ts'
import { PaymentAllocation } from './PaymentAllocation.ts'
import { Product } from './Product.ts'
import { Query } from './Query.ts'

export const resolvers: Resolvers = {
  Query,
  AccountBalance,
  CaseCommercialContext,
  Contract,
  CreditNote,
  Customer,
  EntitlementCheck,
  Invoice,
  InvoiceLine,
  LegalEntity,
  Order,
  OrderLine,
  Payment,
  PaymentAllocation,
  Product,
}
