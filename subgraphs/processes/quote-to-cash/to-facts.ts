import type { CustomerRecord as ErpCustomer } from '#erp/provider.ts'
import { keepMoney } from '../kept-money.ts'
import type { ProcessRules } from '../rules.ts'
import type { BillTo } from './check-customer.ts'
import { datesOf, draftOf } from './check-sale.ts'
import { addMonths } from './dates.ts'
import type { DealFacts, DealLine, DealTerms } from './facts.ts'
import type { MappedLine } from './map-lines.ts'
import type { ReadBooks } from './read-books.ts'
import type { ReadSale } from './read-sale.ts'
import type { ReadSystems } from './read-systems.ts'

/** A deal that nothing was found wrong with. */
export interface SoundDeal {
  today: string
  deal: ReadSale & { customerId: string }
  systems: ReadSystems
  books: ReadBooks
  billTo: BillTo
  lines: readonly MappedLine[]
  isOverCredit: boolean
  rules: ProcessRules
}

/** What the steps need of it, but for what billing will say. */
export function toFacts(sound: SoundDeal): Omit<DealFacts, 'preview'> {
  const { deal, systems, books, today } = sound
  const { erp, billing, support } = systems
  return {
    today,
    sale: { opportunityNativeId: deal.sale.opportunity.nativeId, name: deal.sale.name },
    customer: customerOf(sound),
    crm: {
      connectionId: deal.connectionId,
      customerNativeId: deal.sale.customer?.nativeId ?? '',
      draftContractNativeId: draftOf(deal.contracts)?.source.nativeId,
    },
    erp: {
      connectionId: erp.connectionId ?? '',
      customerNativeId: erp.record?.source.nativeId,
      isActive: erp.record?.isActive,
      legalEntityNativeId: books.legalEntity?.source.nativeId ?? '',
      isOverCredit: sound.isOverCredit,
    },
    billing: { connectionId: billing.connectionId ?? '', customerNativeId: billing.record?.source.nativeId },
    support:
      support.connectionId === undefined
        ? undefined
        : {
            connectionId: support.connectionId,
            accountNativeId: support.links[0]?.nativeId,
          },
    terms: termsOf(sound),
    lines: sound.lines.map(toLine),
    total: keepMoney(deal.sale.total),
  }
}

function customerOf({ deal, billTo }: SoundDeal): DealFacts['customer'] {
  const { name, legalName = name, email = '', taxIdentifiers } = billTo
  const nowhere = {
    line1: undefined,
    line2: undefined,
    city: undefined,
    region: undefined,
    postalCode: undefined,
  }
  const address = billTo.address ?? { ...nowhere, countryCode: undefined }
  return { id: deal.customerId, name, legalName, email, address, taxIdentifiers }
}

function termsOf({ deal, systems, billTo, lines, today, rules }: SoundDeal): DealTerms {
  const { startDate, termMonths = 0 } = datesOf(deal, today)
  const [interval = 'UNKNOWN'] = lines.flatMap((line) => line.interval ?? [])
  const paymentTermsCode =
    systems.erp.record?.paymentTerms?.code ?? deal.sale.paymentTermsCode ?? rules.paymentTermsCode
  return {
    currencyCode: deal.sale.currencyCode,
    startDate,
    endDate: addMonths(startDate, termMonths),
    termMonths,
    startsLater: startDate > today,
    interval,
    isChargedAutomatically: systems.subscription?.collectionMethod === 'CHARGE_AUTOMATICALLY',
    paymentTermsCode,
    netDays: netDaysOf(systems.erp.record?.paymentTerms, paymentTermsCode),
    purchaseOrderNumber: billTo.purchaseOrderNumber,
  }
}

/** `NET_30`, `Net 30`; what names no days is due at once. */
export function netDaysOf(terms: ErpCustomer['paymentTerms'], code: string): number {
  return terms?.netDays ?? Number(/\d+/.exec(code)?.[0] ?? 0)
}

export function toLine({ interval: _, listPrice: __, ...line }: MappedLine): DealLine {
  return line
}
