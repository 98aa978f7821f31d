/**
 * A step into an answer: a key, an index, `*` for whatever is there, or the values by which an item of a list is known.
 */
export type Step = string | number | Readonly<Record<string, unknown>>

/** What stands in the place of something in the vendor's own answer; a place that is not there is left alone. */
export interface Edit {
  at: readonly Step[]
  value: unknown
}

export function applyEdits(body: unknown, edits: readonly Edit[]): unknown {
  return edits.reduce((edited, { at, value }) => edit(edited, at, value), body)
}

function edit(value: unknown, [step, ...rest]: readonly Step[], replacement: unknown): unknown {
  if (step === undefined) return replacement
  if (typeof value === 'string') return editText(value, [step, ...rest], replacement)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(
    ([key, child]) => [key, isMeant(step, key, child) ? edit(child, rest, replacement) : child] as const,
  )
  return Array.isArray(value) ? entries.map(([, child]) => child) : Object.fromEntries(entries)
}

function isMeant(step: Step, key: string, child: unknown): boolean {
  if (typeof step !== 'object') return step === '*' || String(step) === key
  if (typeof child !== 'object' || child === null) return false
  const item = child as Record<string, unknown>
  return Object.entries(step).every(([name, value]) => item[name] === value)
}

/** A batch may carry its answers as text: JSON in Base64. */
function editText(text: string, at: readonly Step[], replacement: unknown): string {
  try {
    const inner: unknown = JSON.parse(Buffer.from(text, 'base64').toString('utf8'))
    return Buffer.from(JSON.stringify(edit(inner, at, replacement))).toString('base64')
  } catch {
    return text
  }
}
