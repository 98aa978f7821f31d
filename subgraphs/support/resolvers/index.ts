import type { Resolvers } from '../__generated__/resolvers.ts'
import { Case } from './Case.ts'
import { CaseCommercialContext } from './CaseCommercialContext.ts'
import { CasePayload } from './CasePayload.ts'
import { Contract } from './Contract.ts'
import { Customer } from './Customer.ts'
import { EntitlementCheck } from './EntitlementCheck.ts'
import { Mutation } from './Mutation.ts'
import { Query } from './Query.ts'
import { SupportEntitlement } from './SupportEntitlement.ts'

/** One file for each schema type that needs more than its parent's fields. */
export const resolvers: Resolvers = {
  Query,
  Mutation,
  Case,
  CaseCommercialContext,
  CasePayload,
  Contract,
  Customer,
  EntitlementCheck,
  SupportEntitlement,
}
