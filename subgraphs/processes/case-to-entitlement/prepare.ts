import type { CaseRecord, CaseStatus } from '#support/provider.ts'
import { answered } from '../answers.ts'
import type { EntitlementVerdict } from '../entitlement.ts'
import { problem } from '../problem.ts'
import type { LookContext, Prepared, Problem } from '../process.ts'
import { actionFor } from './action.ts'
import { chooseUnits } from './choose-units.ts'
import type { CaseEntitlementInput, CaseFacts } from './facts.ts'

/** Reads the case, asks every system about its customer, and decides what becomes of it. Writes nothing. */
export async function prepareCaseEntitlement(
  { caseId, onNotEntitled, moment = 'OPENED' }: CaseEntitlementInput,
  look: LookContext,
): Promise<Prepared<CaseFacts>> {
  const { call, tools } = look
  const [[link] = []] = await tools.crosswalk.linksOf([caseId], 'SUPPORT')
  const [answer] = link ? await tools.support(link.connectionId).getCases([link.nativeId], call) : []
  const found = answered(answer)
  if (!found) return stoppedBy(UNKNOWN_CASE)
  const customerId = await customerOf(found, look)
  const businessUnitKey = customerId === undefined ? undefined : await tools.businessUnitKeyOf(customerId)
  const rules = tools.rulesOf(businessUnitKey)
  const asked = { caseId, customerId, onNotEntitled: onNotEntitled ?? rules.onNotEntitled, moment }
  const facts = await decide(found, { ...asked, billingGroup: rules.billingGroup }, look)
  return {
    ...{ facts, problems: [], approval: undefined, amount: undefined, warnings: warningsFor(facts) },
    subject: { type: 'Case', id: caseId },
    customerId,
    businessUnitKey,
    pinned: { action: facts.action, outcome: facts.verdict?.outcome ?? null },
  }
}

interface Asked {
  caseId: string
  customerId: string | undefined
  onNotEntitled: NonNullable<CaseEntitlementInput['onNotEntitled']>
  moment: NonNullable<CaseEntitlementInput['moment']>
  billingGroup: string
}

export const OVER: readonly CaseStatus[] = ['RESOLVED', 'CLOSED', 'CANCELLED']
/** Somebody else lets it wait already, and decides until when. */
const WAITING: readonly CaseStatus[] = ['ON_HOLD', 'WAITING_ON_CUSTOMER']

async function decide(
  found: CaseRecord,
  { caseId, customerId, onNotEntitled, moment, billingGroup }: Asked,
  look: LookContext,
): Promise<CaseFacts> {
  const isOver = OVER.includes(found.status)
  const question =
    customerId === undefined ? undefined : questionOf(customerId, await productOf(found, look), found)
  const verdict = isOver ? undefined : await verdictOn(question, look)
  const { action, isSpared } = actionFor(verdict?.outcome ?? 'INDETERMINATE', found, onNotEntitled)
  const isServed = isOver
    ? moment === 'RESOLVED' && found.status !== 'CANCELLED'
    : verdict?.outcome !== 'NOT_ENTITLED'
  return {
    case: {
      id: caseId,
      connectionId: found.source.connectionId,
      nativeId: found.nativeId,
      number: found.caseNumber,
    },
    ...{ customerId, question, verdict, isSpared },
    action: action === 'HOLD' && WAITING.includes(found.status) ? 'NONE' : action,
    units: isServed && customerId !== undefined ? await chooseUnits(found, moment, look) : undefined,
    billingGroup,
  }
}

/** A customer that nobody can name is nobody's no. */
function verdictOn(
  question: CaseFacts['question'],
  { call, tools, now }: LookContext,
): Promise<EntitlementVerdict> | EntitlementVerdict {
  if (question) return tools.checkEntitlement(question, call)
  return { outcome: 'INDETERMINATE', reasons: [], evidence: [], checkedAt: now.toISOString() }
}

async function customerOf({ account }: CaseRecord, { tools }: LookContext): Promise<string | undefined> {
  return account && (await tools.crosswalk.findIds('Customer', [account]))[0]
}

async function productOf({ product }: CaseRecord, { tools }: LookContext): Promise<string | undefined> {
  return product && (await tools.crosswalk.findIds('Product', [product]))[0]
}

function questionOf(
  customerId: string,
  productId: string | undefined,
  { channel }: CaseRecord,
): NonNullable<CaseFacts['question']> {
  return {
    customerId,
    ...(productId === undefined ? {} : { productId }),
    ...(channel === undefined || channel === 'UNKNOWN' ? {} : { channel }),
  }
}

function warningsFor({ verdict, customerId }: CaseFacts): Prepared<CaseFacts>['warnings'] {
  if (customerId === undefined)
    return [{ code: 'CUSTOMER_UNKNOWN', message: 'nobody knows whose case it is', path: 'customer' }]
  return (verdict?.evidence ?? []).flatMap(({ domain, says }) =>
    says === 'FAILED'
      ? [{ code: 'SOURCE_UNAVAILABLE', message: `${domain} could not be asked`, path: domain.toLowerCase() }]
      : [],
  )
}

export const UNKNOWN_CASE = problem('NOT_FOUND', 'caseId', {
  message: 'no support system has such a case',
  fix: 'Name the case by the id that the graph gives it',
})

function stoppedBy(found: Problem): Prepared<CaseFacts> {
  return {
    problems: [found],
    ...{ facts: undefined, approval: undefined, warnings: [], pinned: null, subject: undefined },
    ...{ amount: undefined, customerId: undefined, businessUnitKey: undefined },
  }
}
