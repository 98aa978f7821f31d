import type { PostalAddress } from '#shared/postal-address.ts'
import type { KeptAddress } from './facts.ts'
import type { AddressInput } from './input.ts'

const PARTS = ['line1', 'line2', 'city', 'region', 'postalCode', 'countryCode'] as const

/** Null where no part of it is there. */
export function keepAddress(address: AddressInput | PostalAddress | undefined): KeptAddress | null {
  if (!address) return null
  const kept = Object.fromEntries(PARTS.map((part) => [part, address[part]?.trim() ?? '']))
  return Object.values(kept).some((part) => part !== '') ? (kept as unknown as KeptAddress) : null
}

/** The whole of it, so that no part of a former one stays. */
export function addressOf(kept: KeptAddress | null): PostalAddress {
  return Object.fromEntries(
    PARTS.map((part) => [part, kept?.[part] || undefined]),
  ) as unknown as PostalAddress
}
