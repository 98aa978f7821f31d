import { typeOfId } from '#shared/global-id.ts'
import { isExternalRef, markOf } from './external-ref.ts'

/** As many ids of variables as an entry names: more than a list may ask for, so that none hides behind others. */
const MAX_IDS = 500

const NOTHING: readonly string[] = []

/**
 * The global ids among the values of an operation's variables, and the marks of records that it names by another system's
 * id; what is neither is nobody's business.
 */
export function idsIn(variables: Readonly<Record<string, unknown>>): readonly string[] {
  if (Object.keys(variables).length === 0) return NOTHING
  const found = new Set<string>()
  collect(variables, found)
  return [...found]
}

function collect(value: unknown, found: Set<string>): void {
  if (found.size >= MAX_IDS) return
  if (typeof value === 'string') {
    if (typeOfId(value) !== undefined) found.add(value)
  } else if (Array.isArray(value)) for (const item of value) collect(item, found)
  else if (typeof value === 'object' && value !== null) {
    if (isExternalRef(value)) found.add(markOf(value))
    else for (const inside of Object.values(value)) collect(inside, found)
  }
}
