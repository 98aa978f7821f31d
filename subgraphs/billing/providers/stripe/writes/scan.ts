import { WeftError } from '#shared/errors.ts'
import { LARGEST_PAGE, type ListParams, type NativePage } from '../reads/list.ts'

const MOST_PAGES = 20

/** The first record of a list that is what is looked for. A list that goes on too long proves nothing: LIMIT_EXCEEDED. */
export async function findInList<Shape extends { id: string }>(
  list: (params: ListParams) => Promise<NativePage & { data: readonly Shape[] }>,
  isIt: (record: Shape) => boolean,
): Promise<Shape | undefined> {
  let after: string | undefined
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const position = after === undefined ? {} : { starting_after: after }
    const { data, has_more } = await list({ limit: LARGEST_PAGE, ...position })
    const found = data.find(isIt)
    after = data.at(-1)?.id
    if (found || !has_more || after === undefined) return found
  }
  throw new WeftError('LIMIT_EXCEEDED', 'too many records to look through for what a write has made')
}
