import { isDeepStrictEqual } from 'node:util'

type Fields = Record<string, unknown>

/**
 * `previous_attributes` of an event: of each field that changed what it was, null where it was not there; of a nested
 * object the parts that changed, of a list the whole.
 */
export function previousOf(before: Fields, after: Fields): Fields {
  const previous: Fields = {}
  for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const [was, is] = [before[name], after[name]]
    if (isDeepStrictEqual(was, is)) continue
    previous[name] = isNested(was) && isNested(is) ? previousOf(was, is) : (was ?? null)
  }
  return previous
}

const isNested = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !('object' in value)
