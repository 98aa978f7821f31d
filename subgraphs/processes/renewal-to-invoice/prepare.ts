import { digestOfInput } from '#shared/idempotency/digests.ts'
import type { LookContext, Prepared, Problem } from '../process.ts'
import { problem } from '../problem.ts'
import { creditReason } from '../quote-to-cash/approval.ts'
import { checkBooks } from '../quote-to-cash/check-books.ts'
import { checkCrmLinks } from '../quote-to-cash/check-customer.ts'
import { checkSystems } from '../quote-to-cash/check-systems.ts'
import { toDay } from '../quote-to-cash/dates.ts'
import { monthsOf } from '../quote-to-cash/intervals.ts'
import { type MappedLine, mapLines } from '../quote-to-cash/map-lines.ts'
import { previewDeal } from '../quote-to-cash/preview.ts'
import { type ReadBooks, readBooks } from '../quote-to-cash/read-books.ts'
import { type ReadSystems, readSystems } from '../quote-to-cash/read-systems.ts'
import type { ProcessRules } from '../rules.ts'
import { approvalForRenewal } from './approval.ts'
import { checkContract, isUplift } from './check-contract.ts'
import { checkSubscription } from './check-subscription.ts'
import type { RenewalFacts } from './facts.ts'
import type { RenewalToInvoiceInput } from './input.ts'
import { type EndingContract, readContract } from './read-contract.ts'
import { readMore } from './read-more.ts'
import { renewLines } from './renew-lines.ts'
import { firstBillingOf, type NewTerm, newTermOf } from './term.ts'
import { type SoundRenewal, toFacts, totalOf } from './to-facts.ts'
import { warningsFor } from './warnings.ts'

/** Reads the contract and all that it touches, and says everything that is wrong with its renewal at once. Writes nothing. */
export async function prepareRenewal(
  input: RenewalToInvoiceInput,
  look: LookContext,
): Promise<Prepared<RenewalFacts>> {
  const ending = await readContract(input.contractId, look)
  if (!ending) return stoppedBy([UNKNOWN_CONTRACT])
  const today = toDay(look.now)
  const term = newTermOf(ending.contract, input)
  const known = hasCustomer(ending) ? ending : undefined
  if (!known) {
    const rules = look.tools.rulesOf(undefined)
    const problems = [...checkContract(ending, term, { today, rules }), UNKNOWN_CUSTOMER]
    return { ...stoppedBy(problems), ...aboutOf(ending) }
  }
  const systems = await readSystems(wantedOf(known), look)
  const about = { ...aboutOf(ending), businessUnitKey: systems.businessUnitKey }
  const looked = await lookAtAll(known, systems, { input, term, today, look })
  if ('problems' in looked) return { ...stoppedBy(looked.problems), ...about }
  const facts = toFacts(looked.sound)
  const previewed = await previewDeal(facts, look)
  if ('problem' in previewed) return { ...stoppedBy([previewed.problem]), ...about }
  return { ...ready({ ...facts, ...previewed }, looked.sound), ...about, amount: totalOfSound(looked.sound) }
}

type KnownContract = EndingContract & { customerId: string }

const hasCustomer = (ending: EndingContract): ending is KnownContract => ending.customerId !== undefined

export const UNKNOWN_CONTRACT = problem('NOT_FOUND', 'contractId', {
  message: 'no CRM has such a contract',
  fix: 'Name a contract by the id that the graph has for it',
})
const UNKNOWN_CUSTOMER = problem('NOT_LINKED', 'customer', {
  message: 'the customer of the contract is not known to Weft yet',
  fix: 'Name the customer at the contract; a new one is found within minutes',
})

function stoppedBy(problems: readonly Problem[]): Prepared<RenewalFacts> {
  const nobody = { subject: undefined, amount: undefined, customerId: undefined, businessUnitKey: undefined }
  return { facts: undefined, problems, approval: undefined, warnings: [], pinned: null, ...nobody }
}

function aboutOf({
  contractId,
  contract,
  customerId,
}: EndingContract): Pick<Prepared<RenewalFacts>, 'subject' | 'amount' | 'customerId'> {
  const amount = contract.annualContractValue ?? contract.totalContractValue
  return { subject: { type: 'Contract', id: contractId }, amount, customerId }
}

const renewableOf = ({ lines }: EndingContract) => lines.filter(({ renewable }) => renewable)

const wantedOf = (ending: KnownContract) => ({
  customerId: ending.customerId,
  crmCustomer: ending.contract.customer,
  products: renewableOf(ending).map(({ product }) => product),
  contractNativeIds: [ending.contract.source.nativeId],
})

interface Asked {
  input: RenewalToInvoiceInput
  term: NewTerm
  today: string
  look: LookContext
}

async function lookAtAll(
  ending: KnownContract,
  systems: ReadSystems,
  { input, term, today, look }: Asked,
): Promise<{ sound: SoundRenewal } | { problems: Problem[] }> {
  const rules = look.tools.rulesOf(systems.businessUnitKey)
  const { lines, problems } = linesOf(ending, systems, { input, term, rules })
  const [currencyCode = ''] = renewableOf(ending).map(({ unitPrice }) => unitPrice.currencyCode)
  const { startDate = today, termMonths = 0, upliftPercent } = term
  const [subscription] = systems.running
  const [interval] = lines.flatMap((line) => line.interval ?? [])
  const billsAt = firstBillingOf(
    startDate,
    subscription && {
      periodEnd: subscription.currentPeriod.end,
      intervalMonths: (interval && monthsOf(interval)) ?? 1,
    },
  )
  const books = await readBooks(currencyCode, systems, { invoicedOn: toDay(billsAt), look })
  const found = [
    ...checkContract(ending, term, { today, rules }),
    ...checkCrmLinks(systems),
    ...checkSystems(systems, look),
    ...checkKnown(systems),
    ...problems,
    ...checkSubscription(systems.running, lines),
    ...checkBooks(openAhead(books), { currencyCode, systems, invoicedOn: toDay(billsAt) }),
  ]
  if (found.length > 0) return { problems: found }
  const more = await readMore(ending, systems, look)
  const total = totalOf(lines, currencyCode)
  const credit = { customer: systems.erp.record, receivable: books.balance?.receivable, total }
  const isOverCredit = creditReason(credit) !== undefined
  const known = { startDate, termMonths, upliftPercent }
  return {
    sound: { today, ending, term: known, systems, books, more, lines, billsAt, isOverCredit, rules },
  }
}

function linesOf(
  ending: KnownContract,
  { products }: ReadSystems,
  { input, term, rules }: Pick<Asked, 'input' | 'term'> & { rules: ProcessRules },
): { lines: readonly MappedLine[]; problems: Problem[] } {
  const { upliftPercent, termMonths } = term
  const renewed = renewLines(
    renewableOf(ending).map((line, index) => ({ line, systems: products[index] })),
    {
      contract: ending.contract,
      upliftPercent: isUplift(upliftPercent, rules) ? upliftPercent : '0',
      quantities: input.corrections?.quantities,
    },
  )
  if (renewed.lines.length === 0) return { lines: [], problems: renewed.problems }
  const mapped = mapLines(
    { sale: { lines: renewed.lines } },
    { products: renewed.lines.map(({ systems }) => systems), termMonths },
  )
  const once = mapped.lines.flatMap(({ isRecurring, name }, index) =>
    isRecurring
      ? []
      : [
          problem('INVALID', `lines[${index}].renewable`, {
            message: `${name} is billed once, and cannot be renewed`,
            fix: 'Take the line out of the renewal, and sell it anew',
          }),
        ],
  )
  return { lines: mapped.lines, problems: [...renewed.problems, ...mapped.problems, ...once] }
}

/** A customer whose contract ends is known everywhere: one that is not has nothing that could be renewed. */
function checkKnown({ erp, billing }: ReadSystems): Problem[] {
  const missing = [
    ...(erp.links.length === 0 ? (['the ERP'] as const) : []),
    ...(billing.links.length === 0 ? (['billing'] as const) : []),
  ]
  return missing.map((system) =>
    problem('NOT_LINKED', `customer.${system === 'billing' ? 'billing' : 'erp'}`, {
      message: `the customer has no record in ${system}`,
      fix: `Link the customer to its record in ${system}`,
    }),
  )
}

/** The books of a day that lies ahead may not be set up yet: that is looked at when the invoice is there. */
function openAhead(books: ReadBooks): ReadBooks {
  return { ...books, period: books.period ?? { name: '', isClosed: false } }
}

const totalOfSound = ({ lines }: SoundRenewal) => totalOf(lines, lines[0]?.unitPrice.currencyCode ?? 'XXX')

function ready(facts: RenewalFacts, sound: SoundRenewal): Prepared<RenewalFacts> {
  const { ending, systems, books, more } = sound
  const { today: _, customer, ...stable } = facts
  return {
    facts,
    problems: [],
    approval: approvalForRenewal({
      contract: ending.contract,
      customer: systems.erp.record,
      balance: books.balance,
      subscription: systems.running[0],
      isDisputed: more.isDisputed,
      total: totalOfSound(sound),
    }),
    warnings: warningsFor(facts, sound),
    // A plan is shown to who may see no addresses: the customer is pinned without being told.
    pinned: JSON.parse(JSON.stringify({ ...stable, customer: digestOfInput({ customer }) })),
    subject: undefined,
    amount: undefined,
    customerId: undefined,
    businessUnitKey: undefined,
  }
}
