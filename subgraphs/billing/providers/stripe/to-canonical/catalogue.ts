import {
  entitlementRefId,
  type FeatureEntitlementRecord,
  type FeatureRecord,
  type ProductRecord,
} from '#billing/provider.ts'
import type { NativeActiveEntitlement, NativeFeature, NativeProduct } from '../native.ts'
import { type Mapping, toInstant, toRef, toSource } from './record.ts'

export function toCanonicalProduct(product: NativeProduct, mapping: Mapping): ProductRecord {
  return {
    source: toSource(mapping, 'product', product.id, toInstant(product.updated)),
    fieldSources: { name: 'product.name', taxCode: 'product.tax_code' },
    name: product.name,
    taxCode: product.tax_code ?? undefined,
  }
}

/** Stripe's features are on or off; quantities are the price's. */
export function toCanonicalFeature(feature: NativeFeature, mapping: Mapping): FeatureRecord {
  return {
    ref: toRef(mapping, 'entitlements.feature', feature.id),
    key: feature.lookup_key,
    name: feature.name,
    kind: 'SWITCH',
    unit: undefined,
  }
}

/** Stripe lists what is active now and says neither since when nor until when: the period is open on both sides. */
export function toCanonicalEntitlement(
  entitlement: NativeActiveEntitlement,
  customerNativeId: string,
  mapping: Mapping,
): FeatureEntitlementRecord {
  const objectType = 'entitlements.active_entitlement'
  return {
    source: toSource(mapping, objectType, entitlement.id),
    fieldSources: { feature: 'active_entitlement.feature', status: 'active_entitlement' },
    ref: toRef(
      mapping,
      objectType,
      entitlementRefId({ customerNativeId, entitlementNativeId: entitlement.id }),
    ),
    customer: toRef(mapping, 'customer', customerNativeId),
    feature: toCanonicalFeature(entitlement.feature, mapping),
    status: 'ACTIVE',
    validFor: { start: undefined, end: undefined },
    level: undefined,
    overridden: false,
  }
}
