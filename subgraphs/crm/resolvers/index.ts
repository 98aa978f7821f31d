import type { Resolvers } from '../__generated__/resolvers.ts'
import { Contact } from './Contact.ts'
import { Contract } from './Contract.ts'
import { ContractLine } from './ContractLine.ts'
import { Customer } from './Customer.ts'
import { EntitlementCheck } from './EntitlementCheck.ts'
import { Opportunity } from './Opportunity.ts'
import { Order } from './Order.ts'
import { OrderLine } from './OrderLine.ts'
import { Product } from './Product.ts'
import { Query } from './Query.ts'
import { Quote } from './Quote.ts'

/** Every type of the schema that does not answer from its fields alone. */
export const resolvers: Resolvers = {
  Contact,
  Contract,
  ContractLine,
  Customer,
  EntitlementCheck,
  Opportunity,
  Order,
  OrderLine,
  Product,
  Query,
  Quote,
}
