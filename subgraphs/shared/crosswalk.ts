import type { CallContext } from './connections/call-context.ts'
import type { SystemDomain } from './connections/connection.ts'
import type { EntityType } from './global-id.ts'

/** Names one record in one system. */
export interface NativeRef {
  connectionId: string
  objectType: string
  nativeId: string
}

/** Names a record in some system of a domain, as another system's record does ("salesforce_account_id"). */
export interface ForeignRef {
  domain: SystemDomain
  objectType: string
  nativeId: string
}

export interface Link extends NativeRef {
  /** The canonical id. */
  id: string
  domain: SystemDomain
  state: 'ACTIVE' | 'SUSPECT' | 'MERGED' | 'DELETED_AT_SOURCE' | 'ERASED'
  method: 'EXTERNAL_ID_FIELD' | 'DETERMINISTIC_MATCH' | 'MANUAL' | 'ORCHESTRATION'
  linkedAt: Date
  /** Whose the record is, as far as that can be told without reading it; undefined: it cannot. */
  owner?: Owner | undefined
}

/** The customer that a record hangs on. */
export interface Owner {
  /** Canonical; undefined: nobody's, or of a record that is no customer yet. */
  customerId: string | undefined
  businessUnitKey: string | undefined
}

/** Whose a record says that it is. */
export interface Ownership {
  /** The customer's record; undefined: nobody's. */
  customer: NativeRef | undefined
  /** When its system was known to say so. */
  seenAt: Date
}

/** The same of a record with its canonical id. */
export interface OwnerNote extends NativeRef {
  id: string
  ownership: Ownership
}

/**
 * Which native records are the same thing, as far as a domain needs to know.
 * Domains ask this; `subgraphs/crosswalk/` answers it; a composition root joins the two.
 * All lookups are batched; answers stand in the order asked.
 */
export interface Crosswalk {
  /** Canonical ids of native records; minted at first sight. Not for customers and products: matching mints those. */
  ensureIds(type: EntityType, refs: readonly NativeRef[]): Promise<string[]>
  /** Canonical ids of native records, undefined where none is known. Never mints. */
  findIds(type: EntityType, refs: readonly NativeRef[]): Promise<(string | undefined)[]>
  /**
   * Canonical ids of records that another system names. Where the domain has one connection the id is minted at
   * first sight (customers and products excepted), since the name can only mean that connection's record.
   */
  findForeignIds(type: EntityType, refs: readonly ForeignRef[]): Promise<(string | undefined)[]>
  /**
   * The active links of each id in one domain, oldest first; empty where the thing has no record there. What another process has
   * linked is seen within half a minute, or at once where it `isFresh`.
   */
  linksOf(ids: readonly string[], domain: SystemDomain, how?: { isFresh: true }): Promise<Link[][]>
  /** Keys of the business units that customers belong to; undefined for one of none. */
  businessUnitsOf(customerIds: readonly string[]): Promise<(string | undefined)[]>
  /**
   * Takes what records that were read say of whose they are: later links tell it as `owner`. Nobody waits for it, and it costs
   * nothing where it is known.
   */
  noteOwners(notes: readonly OwnerNote[]): void
  /** Records that a native record is the thing `id` names. An existing link of the native record wins and is kept. */
  addLinks(links: readonly { id: string; ref: NativeRef; method: Link['method'] }[]): Promise<void>
}

/** What matching needs to know of a record that may be the same customer or product as another system's. */
export interface Identity {
  type: 'Customer' | 'Product'
  ref: NativeRef
  name: string
  legalName: string | undefined
  /** Lower case, without `www.`: `acme.com`. */
  domain: string | undefined
  /** Normalised: upper case, letters and digits only. */
  taxIds: string[]
  /** Article number; products only. */
  sku: string | undefined
  /** The records of other systems that this record names. */
  foreignRefs: ForeignRef[]
  parentNativeId: string | undefined
  /** Customers only, from the system that says it: usually the CRM. What `customers(filter: { statuses })` finds. */
  status?: 'PROSPECT' | 'ACTIVE' | 'SUSPENDED' | 'CHURNED' | 'UNKNOWN' | undefined
  /** Key of a configured business unit. */
  businessUnitKey: string | undefined
  updatedAt: Date | undefined
  /** Deep link for a person, undefined when the vendor has none. */
  url: string | undefined
}

/** One connection's customers and products, page by page; `next` continues where a stopped scan ended. */
export interface IdentitySource {
  connectionId: string
  domain: SystemDomain
  listIdentities(
    type: Identity['type'],
    cursor: string | undefined,
    call: CallContext,
  ): Promise<{ identities: Identity[]; next: string | undefined }>
}

export function normaliseTaxId(value: string): string {
  return value.toUpperCase().replaceAll(/[^A-Z0-9]/g, '')
}

/** `https://www.Acme.com/about` and `billing@acme.com` both read as `acme.com`; undefined for anything else. */
export function normaliseDomain(value: string | null | undefined): string | undefined {
  const host = value
    ?.trim()
    .toLowerCase()
    .replace(/^.*@/, '')
    .replace(/^https?:\/\//, '')
    .replace(/^www\./, '')
    .replace(/[/:?#].*$/, '')
  return host && /^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(host) ? host : undefined
}
