import type { CallContext } from '#shared/connections/call-context.ts'
import { WeftError } from '#shared/errors.ts'
import type { LoadRows } from '../batch.ts'
import type { SuiteQlRow } from '../native.ts'
import type { Need } from '../queries/need.ts'

export interface Period {
  name: string
  /** Takes no posting: closed, or locked for receivables. */
  isClosed: boolean
}

/** What writes have to know of the account's set-up: by SuiteQL, together with whatever else the same call needs. */
export interface Lookups {
  /** Internal id by ISO 4217 code; undefined: no currency of the account that is in use. */
  findCurrency(code: string, call: CallContext): Promise<string | undefined>
  /** The same; NOT_FOUND where the account has none. */
  getCurrency(code: string, call: CallContext): Promise<string>
  /** Internal id of the payment terms that a code names: `NET_30` is "Net 30". NOT_FOUND where there are none. */
  getTerms(code: string, call: CallContext): Promise<string>
  findPeriodOfDay(day: string, call: CallContext): Promise<Period | undefined>
  findPeriod(id: string, call: CallContext): Promise<Period | undefined>
}

export function createLookups(load: LoadRows, system: string): Lookups {
  /** Ids never change, so that what was found once is known. */
  const currencies = new Map<string, string>()

  const findCurrency: Lookups['findCurrency'] = async (code, call) => {
    const known = currencies.get(code)
    if (known !== undefined) return known
    const [row] = await load(currencyNeed(code), call)
    if (row?.id !== undefined) currencies.set(code, row.id)
    return row?.id
  }
  const missing = (objectType: string, code: string): WeftError =>
    new WeftError('NOT_FOUND', `the ERP has no ${objectType} of that name`, {
      system,
      objectType,
      externalId: code,
    })

  return {
    findCurrency,
    async getCurrency(code, call) {
      const id = await findCurrency(code, call)
      if (id === undefined) throw missing('currency', code)
      return id
    },
    async getTerms(code, call) {
      const terms = await load(TERMS, call)
      const id = terms.find(({ name }) => name !== undefined && plain(name) === plain(code))?.id
      if (id === undefined) throw missing('term', code)
      return id
    },
    async findPeriodOfDay(day, call) {
      const [row] = await load(periodOfDayNeed(day), call)
      return row && toPeriod(row)
    },
    async findPeriod(id, call) {
      const [row] = await load(periodNeed(id), call)
      return row && toPeriod(row)
    },
  }
}

const plain = (name: string): string => name.toUpperCase().replaceAll(/[^A-Z0-9]/g, '')

const currencyNeed = (code: string): Need => ({
  columns: { id: 'TO_CHAR(c.id)', code: 'c.symbol', name: 'c.name' },
  from: "FROM currency c WHERE c.symbol = ? AND c.isinactive = 'F'",
  params: [code],
})

const TERMS: Need = {
  columns: { id: 'TO_CHAR(t.id)', name: 't.name', days: 'TO_CHAR(t.daysuntilnetdue)' },
  from: "FROM term t WHERE t.isinactive = 'F'",
  params: [],
}

const PERIOD_COLUMNS = {
  id: 'TO_CHAR(p.id)',
  name: 'p.periodname',
  closed: 'p.closed',
  receivables: 'p.arlocked',
  all: 'p.alllocked',
}

const periodNeed = (id: string): Need => ({
  columns: PERIOD_COLUMNS,
  from: 'FROM accountingperiod p WHERE p.id = ?',
  params: [Number(id)],
})

/** Months, not the quarters and years that they add up to, nor periods for adjustments. */
const periodOfDayNeed = (day: string): Need => ({
  columns: PERIOD_COLUMNS,
  from: `FROM accountingperiod p WHERE p.isquarter = 'F' AND p.isyear = 'F' AND p.isadjust = 'F'
    AND p.startdate <= TO_DATE(?, 'YYYY-MM-DD') AND p.enddate >= TO_DATE(?, 'YYYY-MM-DD')`,
  params: [day, day],
})

const toPeriod = ({ name = '', closed, receivables, all }: SuiteQlRow): Period => ({
  name,
  isClosed: closed === 'T' || receivables === 'T' || all === 'T',
})
