import type { Stripe } from 'stripe'
import type { PostalAddress } from '#shared/postal-address.ts'

type AddressPart = 'line1' | 'line2' | 'city' | 'state' | 'postal_code' | 'country'

/** An address as a customer has it: all of it, so that no part of an earlier one stays. */
export function toNativeAddress(address: PostalAddress): Record<AddressPart, string> & Stripe.AddressParam {
  return {
    line1: address.line1 ?? '',
    line2: address.line2 ?? '',
    city: address.city ?? '',
    state: address.region ?? '',
    postal_code: address.postalCode ?? '',
    country: address.countryCode ?? '',
  }
}

export const toSeconds = (instant: Date): number => Math.floor(instant.getTime() / 1000)
