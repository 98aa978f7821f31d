import { type Identity, normaliseDomain, normaliseTaxId } from '#shared/crosswalk.ts'
import { digestOfInput } from '#shared/idempotency/digests.ts'
import { problem } from '../problem.ts'
import type { LookContext, Prepared, Problem } from '../process.ts'
import { checkFound, onlyWritable } from '../quote-to-cash/find-record.ts'
import { findLegalEntity } from '../quote-to-cash/read-books.ts'
import { toTaxIdentifier } from '../quote-to-cash/tax-number.ts'
import type { AlikeCustomer } from '../tools.ts'
import { isWritable, wantedOf } from './check-input.ts'
import {
  CUSTOMER_FIELDS,
  type CustomerChange,
  type CustomerField,
  type CustomerFields,
  type NewCustomerFacts,
  type UpsertFacts,
  type WritableDomain,
} from './facts.ts'
import type { CustomerUpsertInput, WhenNewInput } from './input.ts'
import { FIELDS_OF, ONLY_IN, readCustomer } from './records.ts'
import { stoppedBy } from './stopped-by.ts'

/** A customer is made in the CRM, whose name of it counts; then in the others that are asked for, or alone have what is said. */
export async function prepareNewCustomer(
  input: CustomerUpsertInput,
  look: LookContext,
): Promise<Prepared<UpsertFacts>> {
  const whenNew = input.whenNew ?? {}
  const wanted = wantedOf(input)
  const businessUnitKey = whenNew.businessUnitKey ?? undefined
  const domains = domainsOf(input, wanted)
  const { changes, problems } = placesOf(domains, wanted, look)
  const described = describe(wanted, whenNew)
  const { standing, goneIds } = await findAlike(described, look)
  const erp = await readErp(changes, { ...whenNew, businessUnitKey }, look)
  const found = [
    ...checkOwners(wanted, domains),
    ...problems,
    ...standing.map(({ id, by }) => duplicateOf(id, by)),
    ...erp.problems,
  ]
  if (found.length > 0) return { ...stoppedBy(found), businessUnitKey }
  const newCustomer: NewCustomerFacts = {
    domain: described.domain,
    taxId: whenNew.taxId?.trim(),
    taxIdentifiers: taxIdentifiersOf(wanted, whenNew),
    businessUnitKey,
    goneIds,
    billingEmail: whenNew.billingEmail ?? undefined,
    erp: erp.facts,
  }
  const facts = { changes, newCustomer }
  return { ...stoppedBy([]), businessUnitKey, facts, pinned: digestOfInput({ facts }) }
}

const ORDER: readonly WritableDomain[] = ['CRM', 'ERP', 'BILLING']

function domainsOf({ targets }: CustomerUpsertInput, wanted: CustomerFields): WritableDomain[] {
  const asked = targets?.filter(isWritable) ?? [
    'CRM',
    ...Object.keys(wanted).flatMap((field) => ONLY_IN[field as CustomerField] ?? []),
  ]
  return ORDER.filter((domain) => asked.includes(domain))
}

/** What only one system has is nowhere where that system does not get the customer. */
function checkOwners(wanted: CustomerFields, domains: readonly WritableDomain[]): Problem[] {
  return (Object.keys(wanted) as CustomerField[]).flatMap((field) => {
    const owner = ONLY_IN[field]
    if (owner === undefined || domains.includes(owner)) return []
    return [
      problem('NOT_LINKED', field, {
        message: `the word of ${owner} counts for ${field}, and it would not be written to`,
        fix: `Leave ${owner} among the targets`,
      }),
    ]
  })
}

/** Where each record is made: the one connection of its domain. */
function placesOf(
  domains: readonly WritableDomain[],
  wanted: CustomerFields,
  { tools }: LookContext,
): { changes: CustomerChange[]; problems: Problem[] } {
  const changes: CustomerChange[] = []
  const problems: Problem[] = []
  for (const domain of domains) {
    const connectionId = onlyWritable(domain, tools)
    if (connectionId === undefined) {
      const nowhere = { connectionId, links: [], record: undefined }
      problems.push(...checkFound(nowhere, { path: 'targets', system: domain, tools, domain }))
    } else changes.push({ domain, connectionId, before: {}, after: fieldsFor(domain, wanted) })
  }
  return { changes, problems }
}

/** A system that knows one name has the legal one, which is the display name where nobody says otherwise. */
function fieldsFor(domain: WritableDomain, wanted: CustomerFields): CustomerFields {
  const legalName = wanted.legalName ?? (domain === 'CRM' ? undefined : wanted.displayName)
  const all = { ...wanted, ...(legalName === undefined ? {} : { legalName }) }
  return Object.fromEntries(
    CUSTOMER_FIELDS.flatMap((field) =>
      FIELDS_OF[domain].includes(field) && all[field] !== undefined ? [[field, all[field]]] : [],
    ),
  )
}

/** As matching would know it. */
export type Described = Pick<Identity, 'name' | 'legalName' | 'domain' | 'taxIds'>

export function describe(
  { displayName, legalName }: CustomerFields,
  { domain, taxId }: Pick<WhenNewInput, 'domain' | 'taxId'>,
): Described {
  return {
    name: displayName ?? '',
    legalName: legalName ?? undefined,
    domain: normaliseDomain(domain),
    taxIds: taxId == null ? [] : [normaliseTaxId(taxId)],
  }
}

/** Customers that it may be: those that some system still has, and the others. */
async function findAlike(
  described: Described,
  look: LookContext,
): Promise<{ standing: AlikeCustomer[]; goneIds: string[] }> {
  const alike = await look.tools.findAlike(described)
  const stands = await Promise.all(alike.map(({ id }) => isStanding(id, look)))
  return {
    standing: alike.filter((_, index) => stands[index]),
    goneIds: alike.filter((_, index) => !stands[index]).map(({ id }) => id),
  }
}

async function isStanding(customerId: string, { tools, call }: LookContext): Promise<boolean> {
  const links = await Promise.all(
    (['CRM', 'BILLING', 'ERP', 'SUPPORT'] as const).map(
      async (domain) => (await tools.crosswalk.linksOf([customerId], domain))[0] ?? [],
    ),
  )
  const records = await Promise.all(
    links
      .flat()
      .map(async ({ domain, connectionId, nativeId }) =>
        isWritable(domain) ? readCustomer({ domain, connectionId, nativeId }, { tools, call }) : true,
      ),
  )
  return records.some((record) => record !== undefined)
}

const REASONS: Readonly<Record<AlikeCustomer['by'], { path: string; words: string }>> = {
  TAX_ID: { path: 'whenNew.taxId', words: 'it has the same tax number' },
  DOMAIN_AND_NAME: { path: 'whenNew.domain', words: 'it has the same web domain and name' },
  NAME: { path: 'displayName', words: 'it has the same name, and nothing tells them apart' },
}

function duplicateOf(id: string, by: AlikeCustomer['by']): Problem {
  const { path, words } = REASONS[by]
  return problem('CONFLICT', path, {
    message: `it may be the customer ${id}: ${words}`,
    fix:
      by === 'NAME'
        ? 'Name that customer by its id, or give a tax number or a web domain that differs'
        : 'Name that customer by its id',
  })
}

function taxIdentifiersOf({ billingAddress }: CustomerFields, { taxId }: WhenNewInput) {
  const countryCode = billingAddress?.countryCode
  const identifier = taxId != null && countryCode ? toTaxIdentifier(taxId.trim(), countryCode) : undefined
  return identifier ? [identifier] : []
}

/** Who sells to it, in which currency: an ERP keeps no customer without. */
async function readErp(
  changes: readonly CustomerChange[],
  { currencyCode, businessUnitKey }: WhenNewInput,
  look: LookContext,
): Promise<{ facts?: NonNullable<NewCustomerFacts['erp']>; problems: Problem[] }> {
  const connectionId = changes.find(({ domain }) => domain === 'ERP')?.connectionId
  if (connectionId === undefined) return { problems: [] }
  if (currencyCode == null)
    return {
      problems: [
        problem('REQUIRED', 'whenNew.currencyCode', {
          message: 'the ERP keeps a customer in a currency',
          fix: 'Say in which',
        }),
      ],
    }
  const systems = {
    erp: { connectionId, links: [], record: undefined },
    businessUnitKey: businessUnitKey ?? undefined,
  }
  const legalEntityNativeId = (await findLegalEntity(systems, currencyCode, look))?.source.nativeId
  if (legalEntityNativeId === undefined)
    return {
      problems: [
        problem('SUBSIDIARY_MISMATCH', 'whenNew.businessUnitId', {
          message: 'it cannot be told which of our companies sells to it',
          fix: 'Name a business unit with one company that keeps its books in the currency',
        }),
      ],
    }
  const erp = look.tools.erp(connectionId)
  const trades = await erp.writes?.tradesIn({ currencyCode, legalEntityNativeId }, look.call)
  if (trades !== false) return { facts: { legalEntityNativeId, currencyCode }, problems: [] }
  return {
    problems: [
      problem('CURRENCY_MISMATCH', 'whenNew.currencyCode', {
        message: `the company that sells does not trade in ${currencyCode}`,
        fix: 'Choose a currency of the company',
      }),
    ],
  }
}
