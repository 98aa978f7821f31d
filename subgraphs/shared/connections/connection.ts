/** The kinds of system that Weft joins. */
export const SYSTEM_DOMAINS = ['CRM', 'BILLING', 'SUPPORT', 'ERP'] as const
export type SystemDomain = (typeof SYSTEM_DOMAINS)[number]

export type SystemEnvironment = 'PRODUCTION' | 'SANDBOX' | 'SIMULATED'

/** How much of a vendor Weft may use through one connection; what is left out is the vendor's default. */
export interface ConnectionLimits {
  /** Calls under way at once, in each process. */
  concurrency?: number | undefined
  /** Calls started within any second, by all processes on the store. */
  requestsPerSecond?: number | undefined
  /** Calls within a day of UTC, by all processes on the store. */
  dailyRequests?: number | undefined
  /** The share of each of these that reads leave to writes: 0.2 is a fifth. */
  reservedForWrites?: number | undefined
}

/** One authorised account at a vendor. Several connections may serve one domain. */
export interface Connection {
  /** Chosen by the operator, stable for ever: it stands in the crosswalk. */
  id: string
  name: string
  /** `salesforce`, `stripe`, …: the folder of the provider. */
  vendor: string
  domain: SystemDomain
  environment: SystemEnvironment
  /** Origin of the vendor's API, without a trailing slash. */
  baseUrl: string
  /** Whether that may be, or resolve to, a host of the company's own network. */
  allowPrivateNetwork?: boolean | undefined
  /** Resolved secrets; the keys are the provider's own. Never logged. */
  credentials: Readonly<Record<string, string>>
  /** Names of this account's custom fields where they differ from the provider's defaults: `{ taxId: 'VAT_No__c' }`. */
  fields: Readonly<Record<string, string>>
  /** Longest time one call to this vendor may take. */
  timeoutMs: number
  limits?: ConnectionLimits | undefined
}
