/** Where a customer is reached; no part of it is sure to be there. */
export interface PostalAddress {
  line1: string | undefined
  line2: string | undefined
  city: string | undefined
  region: string | undefined
  postalCode: string | undefined
  /** ISO 3166-1 alpha-2; undefined where the system holds only a name. */
  countryCode: string | undefined
}

type NativeParts = {
  [Part in Exclude<keyof PostalAddress, 'countryCode'> | 'country']?: string | null | undefined
}

/** An address out of a system's own fields; undefined when it holds nothing. Empty text is no value. */
export function toPostalAddress({ country, ...lines }: NativeParts): PostalAddress | undefined {
  const address = {
    line1: lines.line1 || undefined,
    line2: lines.line2 || undefined,
    city: lines.city || undefined,
    region: lines.region || undefined,
    postalCode: lines.postalCode || undefined,
    countryCode: toCountryCode(country),
  }
  return Object.values(address).some((part) => part !== undefined) ? address : undefined
}

/** A country field may hold whatever was typed: only a code is one. */
export function toCountryCode(text: string | null | undefined): string | undefined {
  const code = text?.trim().toUpperCase()
  return code !== undefined && /^[A-Z]{2}$/.test(code) ? code : undefined
}
