import { Decimal } from 'decimal.js'
import { WeftError } from '#shared/errors.ts'
import type { PostalAddress } from '#shared/postal-address.ts'
import type { SalesforceFields } from '../fields.ts'
import type { NativeValues } from './change-record.ts'

/** Base-10 text as a JSON number, which is how the org takes amounts; what it could not hold exactly is refused. */
export function toNativeNumber(text: string): number {
  const number = Number(text)
  if (!Number.isFinite(number) || !new Decimal(number.toPrecision(15)).eq(text))
    throw new WeftError('INVALID_ARGUMENT', 'an amount with more digits than Salesforce holds')
  return number
}

/** An account's billing address as a whole: parts that the address has not are emptied. */
export function toBillingFields(address: PostalAddress, { names }: SalesforceFields): NativeValues {
  const street = [address.line1, address.line2].filter((line) => line !== undefined).join('\n')
  return {
    BillingStreet: street || null,
    BillingCity: address.city ?? null,
    BillingState: address.region ?? null,
    BillingPostalCode: address.postalCode ?? null,
    [names.billingCountry]: address.countryCode ?? null,
  }
}
