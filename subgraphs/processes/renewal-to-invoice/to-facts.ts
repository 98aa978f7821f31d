import { addMoney, type Money, money } from '#shared/money.ts'
import type { PostalAddress } from '#shared/postal-address.ts'
import { keepMoney, moneyOf } from '../kept-money.ts'
import { addMonths } from '../quote-to-cash/dates.ts'
import type { DealFacts, DealTerms } from '../quote-to-cash/facts.ts'
import type { MappedLine } from '../quote-to-cash/map-lines.ts'
import type { ReadBooks } from '../quote-to-cash/read-books.ts'
import type { ReadSystems } from '../quote-to-cash/read-systems.ts'
import { netDaysOf, toLine } from '../quote-to-cash/to-facts.ts'
import type { ProcessRules } from '../rules.ts'
import { renewEntitlements } from './entitlements.ts'
import type { RenewalFacts } from './facts.ts'
import type { EndingContract } from './read-contract.ts'
import type { ReadMore } from './read-more.ts'

/** A renewal that nothing was found wrong with. */
export interface SoundRenewal {
  today: string
  ending: EndingContract & { customerId: string }
  term: { startDate: string; termMonths: number; upliftPercent: string }
  systems: ReadSystems
  books: ReadBooks
  more: ReadMore
  lines: readonly MappedLine[]
  billsAt: Date
  isOverCredit: boolean
  rules: ProcessRules
}

/** What one interval of the new term costs, before tax. */
export function totalOf(lines: readonly MappedLine[], currencyCode: string): Money {
  const amounts = lines.map(({ amount }) => moneyOf(amount))
  return addMoney(money(0n, currencyCode), ...amounts)
}

/** What the steps need of it, but for what billing will say. */
export function toFacts(sound: SoundRenewal): Omit<RenewalFacts, 'preview'> {
  const { ending, systems, books, today, more, lines } = sound
  const { contract } = ending
  const { erp, billing, support } = systems
  const terms = termsOf(sound)
  const [subscription] = systems.running
  return {
    today,
    sale: { name: contract.name ?? contract.contractNumber },
    renewedFrom: {
      nativeId: contract.source.nativeId,
      contractNumber: contract.contractNumber,
      endDate: contract.endDate ?? '',
    },
    upliftPercent: sound.term.upliftPercent,
    subscription: subscription && { nativeId: subscription.source.nativeId },
    billsAt: sound.billsAt.toISOString(),
    invoicePatienceDays: sound.rules.renewalInvoicePatienceDays,
    entitlements: support.connectionId ? renewEntitlements(more.entitlements, { lines, ...terms }) : [],
    customer: customerOf(sound),
    crm: { connectionId: ending.connectionId, customerNativeId: contract.customer?.nativeId ?? '' },
    erp: {
      connectionId: erp.connectionId ?? '',
      customerNativeId: erp.record?.source.nativeId,
      isActive: erp.record?.isActive,
      legalEntityNativeId: books.legalEntity?.source.nativeId ?? '',
      isOverCredit: sound.isOverCredit,
    },
    billing: { connectionId: billing.connectionId ?? '', customerNativeId: billing.record?.source.nativeId },
    support: support.connectionId
      ? { connectionId: support.connectionId, accountNativeId: support.links[0]?.nativeId }
      : undefined,
    terms,
    lines: lines.map(toLine),
    total: keepMoney(totalOf(lines, terms.currencyCode)),
  }
}

const NOWHERE: PostalAddress = {
  line1: undefined,
  line2: undefined,
  city: undefined,
  region: undefined,
  postalCode: undefined,
  countryCode: undefined,
}

/** Whoever is renewed is known to all systems: this is what billing may ask for to work out the tax. */
function customerOf({ ending, systems: { erp, billing } }: SoundRenewal): DealFacts['customer'] {
  const { customerId, customer } = ending
  const legalName = erp.record?.legalName ?? customer?.legalName ?? customer?.name ?? ''
  return {
    id: customerId,
    name: customer?.name ?? legalName,
    legalName,
    email: billing.record?.billingEmail ?? '',
    address:
      billing.record?.billingAddress ?? erp.record?.billingAddress ?? customer?.billingAddress ?? NOWHERE,
    taxIdentifiers: [],
  }
}

function termsOf({ term, systems, lines, today, rules }: SoundRenewal): DealTerms {
  const { startDate, termMonths } = term
  const [interval = 'UNKNOWN'] = lines.flatMap((line) => line.interval ?? [])
  const [{ currencyCode } = { currencyCode: '' }] = lines.map((line) => line.unitPrice)
  const code = systems.erp.record?.paymentTerms?.code ?? rules.paymentTermsCode
  const [subscription = systems.subscription] = systems.running
  return {
    currencyCode,
    startDate,
    endDate: addMonths(startDate, termMonths),
    termMonths,
    startsLater: startDate > today,
    interval,
    isChargedAutomatically: subscription?.collectionMethod === 'CHARGE_AUTOMATICALLY',
    paymentTermsCode: code,
    netDays: netDaysOf(systems.erp.record?.paymentTerms, code),
  }
}
