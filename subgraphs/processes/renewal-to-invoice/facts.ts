import type { DealFacts } from '../quote-to-cash/facts.ts'

/** All that the steps of renewal-to-invoice need, read and checked before the first write. JSON. */
export interface RenewalFacts extends Omit<DealFacts, 'sale'> {
  sale: { name: string }
  /** The contract whose term ends. */
  renewedFrom: {
    nativeId: string
    contractNumber: string
    /** Calendar day, the last of the term. */
    endDate: string
  }
  upliftPercent: string
  /** What bills the contract now and goes on; undefined: a new subscription is made. */
  subscription?: { nativeId: string } | undefined
  /** When billing makes the first invoice by the new terms. ISO 8601. */
  billsAt: string
  /** Days after that until a person has to look for the invoice. */
  invoicePatienceDays: number
  entitlements: RenewedEntitlement[]
}

/** What the old contract granted and the new one goes on to grant. */
export interface RenewedEntitlement {
  nativeId: string
  name: string
  accountNativeId: string
  productNativeId?: string | undefined
  /** Calendar day, the first without it. */
  endsOn: string
  /** Calendar day: of the new term, none that the old one covers already. */
  startsOn: string
  /** Counted: the new term has its own, with as many. Base-10 text. */
  units?: string | undefined
}
