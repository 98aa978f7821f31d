import type { SystemDomain } from '#shared/connections/connection.ts'

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
  /** Undefined: every linked system. */
  targets?: readonly (SystemDomain | 'GATEWAY')[] | null | undefined
}

export interface AddressInput {
  line1?: string | null | undefined
  line2?: string | null | undefined
  city?: string | null | undefined
  region?: string | null | undefined
  postalCode?: string | null | undefined
  countryCode?: string | null | undefined
}
