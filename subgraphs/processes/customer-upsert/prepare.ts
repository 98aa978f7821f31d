import type { Link } from '#shared/crosswalk.ts'
import type { SystemDomain } from '#shared/connections/connection.ts'
import { digestOfInput } from '#shared/idempotency/digests.ts'
import { maySeeCustomer, maySeeUnit } from '#shared/subgraph/visibility.ts'
import type { LookContext, Prepared, Problem } from '../process.ts'
import { problem } from '../problem.ts'
import { isWithinReach } from '../reach.ts'
import { checkFound } from '../quote-to-cash/find-record.ts'
import { checkInput, wantedOf } from './check-input.ts'
import {
  type CustomerChange,
  type CustomerField,
  type CustomerFields,
  type UpsertFacts,
  WRITABLE_DOMAINS,
  type WritableDomain,
} from './facts.ts'
import { type CustomerUpsertInput, isNewCustomer } from './input.ts'
import { prepareNewCustomer } from './prepare-new.ts'
import { stoppedBy } from './stopped-by.ts'
import { FIELDS_OF, holds, ONLY_IN, type ReadCustomer, readCustomer } from './records.ts'

/** A customer's record in a system that may be written. */
interface Target {
  domain: WritableDomain
  link: Link
  read: ReadCustomer
}

/** Reads what each system has, and says what would become of it. Writes nothing. */
export async function prepareUpsert(
  input: CustomerUpsertInput,
  look: LookContext,
): Promise<Prepared<UpsertFacts>> {
  const wrong = checkInput(input)
  if (wrong.length > 0) return stoppedBy(wrong)
  if (isNewCustomer(input))
    return mayMake(input, look) ? prepareNewCustomer(input, look) : stoppedBy([NOT_YOURS])
  const customerId = await findCustomer(input, look)
  if (customerId === undefined || !(await isWithinReach(customerId, look))) return stoppedBy([UNKNOWN])
  const businessUnitKey = await look.tools.businessUnitKeyOf(customerId)
  const about = {
    subject: { type: 'Customer' as const, id: customerId },
    customerId,
    businessUnitKey,
  }
  const { targets, problems } = await readTargets(customerId, input, look)
  const wanted = wantedOf(input)
  const order = recordsOf(wanted, { targets, businessUnitKey, look })
  const found = [...problems, ...order.problems, ...checkStale(targets, input)]
  if (found.length > 0) return { ...stoppedBy(found), ...about }
  const changes = changesOf(targets, wanted).toSorted(
    (one, other) =>
      Number(order.domains.includes(other.domain)) - Number(order.domains.includes(one.domain)) ||
      order.domains.indexOf(one.domain) - order.domains.indexOf(other.domain),
  )
  const facts = { customerId, changes }
  return { ...stoppedBy([]), ...about, facts, pinned: digestOfInput({ changes }) }
}

const UNKNOWN = problem('NOT_FOUND', 'id', {
  message: 'there is no such customer',
  fix: 'Name a customer by the id that the graph or its system has for it',
})

const NOT_YOURS: Problem = {
  code: 'FORBIDDEN',
  message: 'a customer that is made would not be one of yours',
  path: [],
  suggestedFix: undefined,
}

/** What is said of a customer that is not there, or not the starter's. */
export const missingCustomer = (input: CustomerUpsertInput): Problem =>
  isNewCustomer(input) ? NOT_YOURS : UNKNOWN

/** Who is limited to some customers makes none; who is limited to units makes them there. */
const mayMake = ({ whenNew }: CustomerUpsertInput, { reach = {} }: LookContext): boolean =>
  maySeeCustomer(reach, undefined) && maySeeUnit(reach, whenNew?.businessUnitKey)

/** Undefined: there is none, in any system. */
async function findCustomer(
  { id, externalRef }: CustomerUpsertInput,
  { tools: { crosswalk } }: LookContext,
): Promise<string | undefined> {
  if (externalRef) {
    const { systemId: connectionId, objectType, externalId: nativeId } = externalRef
    const [found] = await crosswalk.findIds('Customer', [{ connectionId, objectType, nativeId }])
    return found
  }
  const links = await Promise.all(WRITABLE_DOMAINS.map((domain) => crosswalk.linksOf([id ?? ''], domain)))
  return links.flat(2).length > 0 ? (id ?? undefined) : undefined
}

async function readTargets(
  customerId: string,
  { targets: asked }: CustomerUpsertInput,
  look: LookContext,
): Promise<{ targets: Target[]; problems: Problem[] }> {
  const read = await Promise.all(
    WRITABLE_DOMAINS.filter((domain) => asked == null || asked.includes(domain)).map((domain) =>
      readTarget(customerId, { domain, isAsked: asked != null }, look),
    ),
  )
  return {
    targets: read.flatMap((one) => ('target' in one ? one.target : [])),
    problems: read.flatMap((one) => ('problems' in one ? one.problems : [])),
  }
}

async function readTarget(
  customerId: string,
  { domain, isAsked }: { domain: WritableDomain; isAsked: boolean },
  { call, tools }: LookContext,
): Promise<{ target: Target[] } | { problems: Problem[] }> {
  const [links = []] = await tools.crosswalk.linksOf([customerId], domain)
  const found = await Promise.all(
    links.map(async (link) => ({
      link,
      read: await readCustomer({ domain, ...placeOf(link) }, { tools, call }),
    })),
  )
  const there = found.flatMap(({ link, read }) => (read ? [{ domain, link, read }] : []))
  if (there.length === 0 && !isAsked) return { target: [] }
  const problems = checkFound(
    { connectionId: there[0]?.link.connectionId, links: there.map(({ link }) => link), record: undefined },
    { path: 'targets', system: domain, tools, domain },
  )
  return problems.length > 0 ? { problems } : { target: there }
}

const placeOf = ({ connectionId, nativeId }: Link) => ({ connectionId, nativeId })

/** The systems whose word counts for what changes, in order; one that is not written to would have its old word count on. */
function recordsOf(
  wanted: CustomerFields,
  {
    targets,
    businessUnitKey,
    look,
  }: { targets: readonly Target[]; businessUnitKey: string | undefined; look: LookContext },
): { domains: SystemDomain[]; problems: Problem[] } {
  const domains: SystemDomain[] = []
  const problems: Problem[] = []
  for (const field of Object.keys(wanted) as CustomerField[]) {
    const only = ONLY_IN[field]
    const [record] = only ? [only] : look.tools.recordOrderOf(`Customer.${field}`, businessUnitKey)
    if (record === undefined) continue
    domains.push(record)
    if (targets.some(({ domain }) => domain === record)) continue
    problems.push(
      problem('NOT_LINKED', field, {
        message: `the word of ${record} counts for ${field}, and it would not be written to`,
        fix: `Link the customer to its record in ${record}, and leave it among the targets`,
      }),
    )
  }
  return { domains: [...new Set(domains)], problems }
}

function checkStale(targets: readonly Target[], { expectedVersion }: CustomerUpsertInput): Problem[] {
  if (expectedVersion == null) return []
  const expected = Date.parse(expectedVersion)
  return targets
    .filter(({ read }) => read.changedAt !== undefined && read.changedAt.getTime() > expected)
    .map(({ domain }) =>
      problem('STALE_VERSION', 'expectedVersion', {
        message: `${domain} has another version of the customer by now`,
        fix: 'Read the customer again',
      }),
    )
}

/** What each system has otherwise than it is to be; one that has all of it already is left alone. */
function changesOf(targets: readonly Target[], wanted: CustomerFields): CustomerChange[] {
  return targets.flatMap(({ domain, link, read: { fields } }) => {
    const different = (Object.entries(wanted) as [CustomerField, CustomerFields[CustomerField]][]).filter(
      ([field, value]) => FIELDS_OF[domain].includes(field) && !holds(fields, { [field]: value }),
    )
    if (different.length === 0) return []
    const before = Object.fromEntries(different.map(([field]) => [field, fields[field] ?? null]))
    return [{ domain, ...placeOf(link), before, after: Object.fromEntries(different) }]
  })
}
