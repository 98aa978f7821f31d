import { type PostalAddress, toPostalAddress } from '#shared/postal-address.ts'

type Text = string | null | undefined

interface BillingFields {
  BillingStreet?: Text
  BillingCity?: Text
  BillingState?: Text
  BillingPostalCode?: Text
  billingCountry?: Text
}

interface ShippingFields {
  ShippingStreet?: Text
  ShippingCity?: Text
  ShippingState?: Text
  ShippingPostalCode?: Text
  shippingCountry?: Text
}

/** Of an account or a quote. */
export function toBillingAddress(record: BillingFields): PostalAddress | undefined {
  return toAddress({
    street: record.BillingStreet,
    city: record.BillingCity,
    region: record.BillingState,
    postalCode: record.BillingPostalCode,
    country: record.billingCountry,
  })
}

export function toShippingAddress(record: ShippingFields): PostalAddress | undefined {
  return toAddress({
    street: record.ShippingStreet,
    city: record.ShippingCity,
    region: record.ShippingState,
    postalCode: record.ShippingPostalCode,
    country: record.shippingCountry,
  })
}

/** The street may hold several lines. */
function toAddress({
  street,
  ...rest
}: Record<'street' | 'city' | 'region' | 'postalCode' | 'country', Text>): PostalAddress | undefined {
  const [line1, ...lines] = (street ?? '').split(/\r?\n/).map((line) => line.trim())
  return toPostalAddress({ ...rest, line1, line2: lines.join(', ') })
}
