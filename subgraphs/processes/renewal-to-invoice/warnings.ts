import type { Prepared } from '../process.ts'
import { addDays } from '../quote-to-cash/dates.ts'
import type { RenewalFacts } from './facts.ts'
import type { SoundRenewal } from './to-facts.ts'

type Warning = Prepared<unknown>['warnings'][number]

/** What stops nothing, and what whoever approves should know. */
export function warningsFor(facts: RenewalFacts, sound: SoundRenewal): Warning[] {
  return [...billingWarnings(facts), ...noticeWarnings(sound), ...supportWarnings(facts, sound)]
}

function billingWarnings({ billsAt, terms, subscription, lines }: RenewalFacts): Warning[] {
  const day = billsAt.slice(0, 10)
  const found: Warning[] = [
    { code: 'FIRST_INVOICE_LATER', message: `billing makes the first invoice on ${day}`, path: 'startDate' },
  ]
  if (day !== terms.startDate)
    found.push({
      code: 'BILLED_WITHIN_A_PERIOD',
      message: `the new term begins on ${terms.startDate} within a period that is billed already: its terms are billed from ${day} on`,
      path: 'startDate',
    })
  if (!subscription)
    found.push({
      code: 'CONTRACT_NOT_BILLED',
      message: 'no subscription bills the old contract: a new one is made',
      path: 'subscription',
    })
  for (const [index, { quantity, name }] of lines.entries())
    if (Number(quantity) === 0)
      found.push({
        code: 'DOWNSOLD',
        message: `nothing of ${name} is left: its line stays, and bills nothing`,
        path: `lines[${index}].quantity`,
      })
  return found
}

function noticeWarnings({ ending: { contract }, today }: SoundRenewal): Warning[] {
  const { noticeDays } = contract.renewal ?? {}
  if (noticeDays === undefined || contract.endDate === undefined) return []
  const until = addDays(contract.endDate, -noticeDays)
  if (today > until) return []
  return [
    {
      code: 'NOTICE_STILL_POSSIBLE',
      message: `the customer may give notice until ${until}`,
      path: 'contract.renewal.noticeDays',
    },
  ]
}

function supportWarnings({ support, entitlements }: RenewalFacts, { more }: SoundRenewal): Warning[] {
  if (!support)
    return [{ code: 'NO_SUPPORT_SYSTEM', message: 'nobody is entitled to support', path: undefined }]
  const found: Warning[] = []
  if (more.entitlements.length === 0)
    found.push({
      code: 'ENTITLEMENT_GAP',
      message: 'support grants nothing under the old contract, so nothing is extended',
      path: undefined,
    })
  for (const { nativeId, name, status } of more.entitlements)
    if (!entitlements.some((one) => one.nativeId === nativeId))
      found.push({
        code: 'ENTITLEMENT_NOT_RENEWED',
        message: `${name} (${status}) is not extended`,
        path: undefined,
      })
  return found
}
