import type { PostalAddress } from '#shared/postal-address.ts'
import type { Body } from './record-api.ts'
import type { NativeCustomer } from './native-records.ts'

type NativeAddress = NonNullable<NativeCustomer['addressBook'][number]['addressBookAddress']>

/** The address book with one address, for billing and shipping; null empties a part. */
export const newAddressBook = (address: PostalAddress): Body => ({
  items: [{ defaultBilling: true, defaultShipping: true, addressBookAddress: toNativeAddress(address) }],
})

/** The change that makes this the billing address; undefined where it is already. */
export function changedAddressBook(customer: NativeCustomer, address: PostalAddress): Body | undefined {
  const line = customer.addressBook.find(({ defaultBilling }) => defaultBilling)
  if (line?.internalId === undefined) return newAddressBook(address)
  if (isSame(line.addressBookAddress ?? {}, address)) return undefined
  return { items: [{ internalId: line.internalId, addressBookAddress: toNativeAddress(address) }] }
}

const toNativeAddress = ({ line1, line2, city, region, postalCode, countryCode }: PostalAddress): Body => ({
  addr1: line1 ?? null,
  addr2: line2 ?? null,
  city: city ?? null,
  state: region ?? null,
  zip: postalCode ?? null,
  ...(countryCode === undefined ? {} : { country: { id: countryCode } }),
})

function isSame(native: NativeAddress, address: PostalAddress): boolean {
  return (
    native.addr1 === address.line1 &&
    native.addr2 === address.line2 &&
    native.city === address.city &&
    native.state === address.region &&
    native.zip === address.postalCode &&
    (address.countryCode === undefined || native.country?.id === address.countryCode)
  )
}
