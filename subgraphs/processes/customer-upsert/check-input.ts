import type { Problem } from '../process.ts'
import { problem } from '../problem.ts'
import { keepAddress } from './address.ts'
import { normaliseDomain } from '#shared/crosswalk.ts'
import { toTaxIdentifier } from '../quote-to-cash/tax-number.ts'
import { type CustomerField, type CustomerFields, WRITABLE_DOMAINS, type WritableDomain } from './facts.ts'
import { type CustomerUpsertInput, isNewCustomer } from './input.ts'

/** The fields that are to change. */
export function wantedOf(input: CustomerUpsertInput): CustomerFields {
  const { displayName, legalName, billingAddress, paymentTermsCode } = input
  return {
    ...(displayName == null ? {} : { displayName: displayName.trim() }),
    ...(legalName == null ? {} : { legalName: legalName.trim() }),
    ...(billingAddress == null ? {} : { billingAddress: keepAddress(billingAddress) }),
    ...(paymentTermsCode == null ? {} : { paymentTermsCode: paymentTermsCode.trim() }),
  }
}

/** What is wrong with the input by itself. */
export function checkInput(input: CustomerUpsertInput): Problem[] {
  const wanted = wantedOf(input)
  const found = [...checkFields(wanted), ...checkVersion(input), ...checkTargets(input)]
  return isNewCustomer(input) ? [...checkNew(input, wanted), ...found] : [...checkWho(input), ...found]
}

function checkWho({ id, externalRef }: CustomerUpsertInput): Problem[] {
  if (id != null && externalRef != null)
    return [problem('INVALID', 'id', { message: 'id and externalRef: exactly one', fix: 'Leave one out' })]
  return []
}

function checkNew({ whenNew, expectedVersion }: CustomerUpsertInput, wanted: CustomerFields): Problem[] {
  const found: Problem[] = []
  const say = (code: 'INVALID' | 'REQUIRED' | 'TAX_INVALID', path: string, message: string, fix: string) =>
    void found.push(problem(code, path, { message, fix }))
  if (wanted.displayName === undefined && Object.keys(wanted).length > 0)
    say(
      'REQUIRED',
      'displayName',
      'a new customer has a name',
      'Say how it is called, or which customer it is',
    )
  if (expectedVersion != null)
    say(
      'INVALID',
      'expectedVersion',
      'a new customer has no version',
      'Leave it out, or say which customer it is',
    )
  const { domain, taxId, billingEmail } = whenNew ?? {}
  if (domain != null && normaliseDomain(domain) === undefined)
    say('INVALID', 'whenNew.domain', 'it is no web domain', 'Give one like acme.com')
  const countryCode = wanted.billingAddress?.countryCode
  if (taxId != null && countryCode && !toTaxIdentifier(taxId, countryCode))
    say('TAX_INVALID', 'whenNew.taxId', `it is no tax number of ${countryCode}`, 'Correct it, or the country')
  if (taxId?.trim() === '') say('INVALID', 'whenNew.taxId', 'it is empty', 'Leave it out')
  if (billingEmail != null && !EMAIL.test(billingEmail))
    say('INVALID', 'whenNew.billingEmail', 'it is no address of mail', 'Correct it')
  return found
}

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/

function checkFields(wanted: CustomerFields): Problem[] {
  const fields = Object.entries(wanted) as [CustomerField, unknown][]
  if (fields.length === 0)
    return [
      problem('REQUIRED', 'displayName', {
        message: 'nothing is to change',
        fix: 'Give at least one of displayName, legalName, billingAddress and paymentTermsCode',
      }),
    ]
  return fields
    .filter(([, value]) => value === '' || value === null)
    .map(([field]) =>
      problem('INVALID', field, { message: `${field} is empty`, fix: 'Leave it out, or give it a value' }),
    )
}

/** What GraphQL clients read as `sourceUpdatedAt` or `updatedAt`. */
function checkVersion({ expectedVersion }: CustomerUpsertInput): Problem[] {
  if (expectedVersion == null || isInstant(expectedVersion)) return []
  return [
    problem('INVALID', 'expectedVersion', {
      message: 'it is no instant',
      fix: 'Give the latest sourceUpdatedAt of what was read, as it was read',
    }),
  ]
}

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/
const isInstant = (text: string): boolean => INSTANT.test(text) && !Number.isNaN(Date.parse(text))

export const isWritable = (domain: string): domain is WritableDomain =>
  WRITABLE_DOMAINS.some((writable) => writable === domain)

function checkTargets({ targets }: CustomerUpsertInput): Problem[] {
  return (targets ?? [])
    .filter((target) => !isWritable(target))
    .map((target) =>
      problem('INVALID', 'targets', {
        message: `${target} keeps none of these fields`,
        fix: `Choose among ${WRITABLE_DOMAINS.join(', ')}`,
      }),
    )
}
