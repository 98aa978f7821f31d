import { digestOfInput } from '#shared/idempotency/digests.ts'
import type { LookContext, Prepared, Problem } from '../process.ts'
import { problem } from '../problem.ts'
import { approvalFor, creditReason } from './approval.ts'
import { checkBooks } from './check-books.ts'
import { billToOf, checkBillTo, checkCrmLinks } from './check-customer.ts'
import { checkSale, datesOf } from './check-sale.ts'
import { checkSystems } from './check-systems.ts'
import { toDay } from './dates.ts'
import type { DealFacts } from './facts.ts'
import type { QuoteToCashInput } from './input.ts'
import { mapLines } from './map-lines.ts'
import { previewDeal } from './preview.ts'
import { readBooks } from './read-books.ts'
import { type ReadSale, readSale } from './read-sale.ts'
import { type ReadSystems, readSystems, type Wanted } from './read-systems.ts'
import { type SoundDeal, toFacts } from './to-facts.ts'
import { warningsFor } from './warnings.ts'

/** Reads the deal and all that it touches, and says everything that is wrong with it at once. Writes nothing. */
export async function prepareQuoteToCash(
  input: QuoteToCashInput,
  look: LookContext,
): Promise<Prepared<DealFacts>> {
  const deal = await readSale(input, look)
  if (!deal) return stoppedBy([UNKNOWN_DEAL])
  const today = toDay(look.now)
  const known = hasCustomer(deal) ? deal : undefined
  if (!known) {
    const rules = look.tools.rulesOf(undefined)
    return { ...stoppedBy([...checkSale(deal, { today, rules }), UNKNOWN_CUSTOMER]), ...aboutOf(deal) }
  }
  const systems = await readSystems(wantedOf(known), look)
  const about = { ...aboutOf(deal), businessUnitKey: systems.businessUnitKey }
  const looked = await lookAtAll(known, systems, { today, look })
  if ('problems' in looked) return { ...stoppedBy(looked.problems), ...about }
  const facts = toFacts(looked.sound)
  const previewed = await previewDeal(facts, look)
  if ('problem' in previewed) return { ...stoppedBy([previewed.problem]), ...about }
  return { ...ready({ ...facts, ...previewed }, looked.sound), ...about }
}

const hasCustomer = (deal: ReadSale): deal is ReadSale & { customerId: string } =>
  deal.customerId !== undefined

const wantedOf = ({ customerId, sale, contracts }: ReadSale & { customerId: string }): Wanted => ({
  customerId,
  crmCustomer: sale.customer,
  products: sale.lines.map(({ product }) => product),
  contractNativeIds: contracts.map(({ source }) => source.nativeId),
})

export const UNKNOWN_DEAL = problem('NOT_FOUND', 'opportunityRef', {
  message: 'no CRM has such a deal',
  fix: 'Name the deal by the id that its CRM gave it',
})
const UNKNOWN_CUSTOMER = problem('NOT_LINKED', 'customer', {
  message: 'the customer of the deal is not known to Weft yet',
  fix: 'Name the customer at the deal; a new one is found within minutes',
})

function stoppedBy(problems: readonly Problem[]): Prepared<DealFacts> {
  const nobody = { subject: undefined, amount: undefined, customerId: undefined, businessUnitKey: undefined }
  return { facts: undefined, problems, approval: undefined, warnings: [], pinned: null, ...nobody }
}

function aboutOf({
  opportunityId,
  customerId,
  sale,
}: ReadSale): Pick<Prepared<DealFacts>, 'subject' | 'amount' | 'customerId'> {
  return { subject: { type: 'Opportunity', id: opportunityId }, amount: sale.total, customerId }
}

async function lookAtAll(
  deal: ReadSale & { customerId: string },
  systems: ReadSystems,
  { today, look }: { today: string; look: LookContext },
): Promise<{ sound: SoundDeal } | { problems: Problem[] }> {
  const rules = look.tools.rulesOf(systems.businessUnitKey)
  const { startDate, termMonths } = datesOf(deal, today)
  const invoicedOn = startDate > today ? startDate : today
  const books = await readBooks(deal.sale.currencyCode, systems, { invoicedOn, look })
  const billTo = billToOf(deal, systems)
  const { lines, problems } = mapLines(deal, { products: systems.products, termMonths })
  const found = [
    ...checkSale(deal, { today, rules }),
    ...checkCrmLinks(systems),
    ...checkSystems(systems, look),
    ...checkRunning(systems),
    ...checkBillTo(billTo),
    ...problems,
    ...checkBooks(books, { currencyCode: deal.sale.currencyCode, systems, invoicedOn }),
  ]
  if (found.length > 0) return { problems: found }
  const credit = {
    customer: systems.erp.record,
    receivable: books.balance?.receivable,
    total: deal.sale.total,
  }
  const isOverCredit = creditReason(credit) !== undefined
  return { sound: { today, deal, systems, books, billTo, lines, isOverCredit, rules } }
}

function checkRunning({ running }: ReadSystems): Problem[] {
  if (running.length === 0) return []
  return [
    problem('CONFLICT', 'opportunity.contract', {
      message: `billing has a subscription for the deal's contract already: ${running.map(({ source }) => source.nativeId).join(', ')}`,
      fix: 'Nothing is left to be done, or the subscription has to be cancelled first',
    }),
  ]
}

function ready(facts: DealFacts, sound: SoundDeal): Prepared<DealFacts> {
  const { deal, systems, books, lines, rules } = sound
  const { today: _, customer, ...stable } = facts
  return {
    facts,
    problems: [],
    approval: approvalFor({
      customer: systems.erp.record,
      receivable: books.balance?.receivable,
      total: deal.sale.total,
      lines,
      rules,
    }),
    warnings: warningsFor(facts, deal.sale),
    // A plan is shown to who may see no addresses: the customer is pinned without being told.
    pinned: JSON.parse(
      JSON.stringify({ version: deal.sale.version, ...stable, customer: digestOfInput({ customer }) }),
    ),
    subject: undefined,
    amount: undefined,
    customerId: undefined,
    businessUnitKey: undefined,
  }
}
