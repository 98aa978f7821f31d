import type { Problem } from '../process.ts'
import { problem } from '../problem.ts'
import { keepAddress } from './address.ts'
import { type CustomerField, type CustomerFields, WRITABLE_DOMAINS, type WritableDomain } from './facts.ts'
import type { CustomerUpsertInput } from './input.ts'

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
  return [...checkWho(input), ...checkFields(wantedOf(input)), ...checkVersion(input), ...checkTargets(input)]
}

function checkWho({ id, externalRef }: CustomerUpsertInput): Problem[] {
  if (id != null && externalRef != null)
    return [problem('INVALID', 'id', { message: 'id and externalRef: exactly one', fix: 'Leave one out' })]
  if (id != null || externalRef != null) return []
  return [
    problem('REQUIRED', 'id', {
      message: 'a customer that is nowhere yet is made by its first deal, not here',
      fix: 'Name a customer, or start quote-to-cash of the deal',
    }),
  ]
}

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
