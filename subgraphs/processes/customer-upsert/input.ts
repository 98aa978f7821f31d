import type { SystemDomain } from '#shared/connections/connection.ts'
import { z } from 'zod'
import { EXTERNAL_REF } from '../external-ref.ts'

/** What starts customerUpsert. Left out or null: unchanged. */
export interface CustomerUpsertInput {
  /** Canonical. Exactly one of it and `externalRef`. */
  id?: string | null | undefined
  externalRef?: { systemId: string; objectType: string; externalId: string } | null | undefined
  displayName?: string | null | undefined
  legalName?: string | null | undefined
  /** Takes the place of the whole address. */
  billingAddress?: AddressInput | null | undefined
  /** `NET_30` */
  paymentTermsCode?: string | null | undefined
  /** ISO 8601 instant: what has changed since is not written over. */
  expectedVersion?: string | null | undefined
  /** Undefined: every linked system; of a new customer, the CRM and whoever alone has what is said. */
  targets?: readonly (SystemDomain | 'GATEWAY')[] | null | undefined
  whenNew?: WhenNewInput | null | undefined
}

/** What only a customer takes that is made here. */
export interface WhenNewInput {
  domain?: string | null | undefined
  taxId?: string | null | undefined
  businessUnitKey?: string | null | undefined
  currencyCode?: string | null | undefined
  billingEmail?: string | null | undefined
}

/** Neither the graph nor a system has a name for it yet. */
export const isNewCustomer = ({ id, externalRef }: CustomerUpsertInput): boolean =>
  id == null && externalRef == null

export interface AddressInput {
  line1?: string | null | undefined
  line2?: string | null | undefined
  city?: string | null | undefined
  region?: string | null | undefined
  postalCode?: string | null | undefined
  countryCode?: string | null | undefined
}

const TEXT = z.string().nullish()
export const UPSERT_INPUT = z.strictObject({
  ...{ id: TEXT, externalRef: EXTERNAL_REF.nullish() },
  ...{ displayName: TEXT, legalName: TEXT, paymentTermsCode: TEXT, expectedVersion: TEXT },
  billingAddress: z
    .strictObject({ line1: TEXT, line2: TEXT, city: TEXT, region: TEXT, postalCode: TEXT, countryCode: TEXT })
    .nullish(),
  targets: z.array(z.enum(['CRM', 'BILLING', 'SUPPORT', 'ERP', 'GATEWAY'])).nullish(),
  whenNew: z
    .strictObject({
      ...{ domain: TEXT, taxId: TEXT, businessUnitKey: TEXT, currencyCode: TEXT, billingEmail: TEXT },
    })
    .nullish(),
})
