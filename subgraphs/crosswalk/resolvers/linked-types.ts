import type { EntityType } from '#shared/global-id.ts'
import type { Context } from '../context.ts'
import type { LinkedThing } from '../mappers.ts'
import { combineReads } from '../provenance.ts'
import { externalRefs } from './ExternalRef.ts'

/** Types of which the crosswalk adds nothing but links and provenance: one set of resolvers for all. */
export const linkedTypes = {
  BillingSubscription: provenanced('BillingSubscription'),
  Case: provenanced('Case'),
  Contact: provenanced('Contact'),
  FeatureEntitlement: provenanced('FeatureEntitlement'),
  Opportunity: provenanced('Opportunity'),
  Order: provenanced('Order'),
  Payment: provenanced('Payment'),
  SupportEntitlement: provenanced('SupportEntitlement'),
  CreditNote: linked(),
  LegalEntity: linked(),
  Quote: linked(),
}

function linked() {
  return {
    __resolveReference: <Reference extends object>(reference: Reference): Reference => ({ ...reference }),
    externalRefs: ({ id }: LinkedThing, _: unknown, context: Context) => externalRefs(id, context),
  }
}

function provenanced(type: EntityType) {
  return {
    ...linked(),
    provenance: (
      parent: LinkedThing,
      { paths }: { paths?: readonly string[] | null | undefined },
      context: Context,
    ) => combineReads(context, parent, { typeName: type, linkedAs: type, paths }),
  }
}
