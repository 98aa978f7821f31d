import { z } from 'zod'
import type { CallContext } from '#shared/connections/call-context.ts'
import { WeftError } from '#shared/errors.ts'

export type NativeRow = Record<string, unknown>

const MAX_PAGES = 50

/** https://developer.salesforce.com/docs/platform/api-rest/guide/resources-query.html */
const QueryAnswer = z.looseObject({
  records: z.array(z.record(z.string(), z.unknown())),
  nextRecordsUrl: z.string().startsWith('/services/data/').optional(),
})

/** Reads every row of a query's answer, page after page; sub-queries too, as plain arrays. */
export function createRowReader(
  system: string,
  get: (path: string, call: CallContext) => Promise<unknown>,
): (answer: unknown, call: CallContext) => Promise<NativeRow[]> {
  const readAll = async (answer: unknown, call: CallContext): Promise<NativeRow[]> => {
    const rows: NativeRow[] = []
    let page = parseQueryAnswer(answer, system)
    for (let pages = 1; ; pages += 1) {
      rows.push(...page.records)
      if (page.nextRecordsUrl === undefined) break
      if (pages === MAX_PAGES)
        throw new WeftError('INVALID_RESPONSE', 'the query has more rows than we read', { system })
      page = parseQueryAnswer(await get(page.nextRecordsUrl, call), system)
    }
    return Promise.all(rows.map((row) => unwrapChildren(row, call)))
  }
  const unwrapChildren = async (row: NativeRow, call: CallContext): Promise<NativeRow> => {
    const children = Object.entries(row).filter(([, value]) => isResult(value))
    if (children.length === 0) return row
    const lists = await Promise.all(
      children.map(async ([name, value]) => [name, await readAll(value, call)] as const),
    )
    return { ...row, ...Object.fromEntries(lists) }
  }
  return readAll
}

function isResult(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'records' in value && 'done' in value
}

/** One page; throws INVALID_RESPONSE for what is none. */
export function parseQueryAnswer(answer: unknown, system: string): z.infer<typeof QueryAnswer> {
  const parsed = QueryAnswer.safeParse(answer)
  if (parsed.success) return parsed.data
  throw new WeftError('INVALID_RESPONSE', 'the answer to a query holds no records', { system }, parsed.error)
}

/** The rows of one page; none where it is none. */
export const rowsIfAny = (answer: unknown): NativeRow[] => QueryAnswer.safeParse(answer).data?.records ?? []
