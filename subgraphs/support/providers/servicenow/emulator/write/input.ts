import type { EmulatorRequest } from '#shared/emulator/emulator.ts'
import { valueOfDisplay } from '../display.ts'
import { type Field, fieldsOf, type Instance, type InstanceRow, type InstanceTable } from '../state.ts'

/** The name-value pairs of a body, as text; undefined when it is not an object of JSON. */
export function readPairs({ body }: EmulatorRequest): InstanceRow | undefined {
  const value = readJson(body)
  return isObject(value) ? toText(value) : undefined
}

export function readJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    return undefined
  }
}

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export const toText = (pairs: Record<string, unknown>): InstanceRow =>
  Object.fromEntries(Object.entries(pairs).map(([name, cell]) => [name, String(cell ?? '')]))

/**
 * What may be written of what was sent: fields that exist and none of the platform's own, each as its type stores it.
 * `areDisplayed` is `sysparm_input_display_value`.
 */
export function writableCells(
  instance: Instance,
  table: InstanceTable,
  pairs: InstanceRow,
  areDisplayed = false,
): InstanceRow {
  const fields = fieldsOf(instance, table)
  const cells = Object.entries(pairs).flatMap(([name, text]) => {
    const field = name.startsWith('sys_') ? undefined : fields.get(name)
    if (!field) return []
    const value = areDisplayed ? valueOfDisplay(instance, field, text) : text
    return [[name, toStored(field, value)] as const]
  })
  return Object.fromEntries(cells)
}

const FORMS: Partial<Record<Field['type'], RegExp>> = {
  integer: /^-?\d+$/,
  glide_date: /^\d{4}-\d\d-\d\d$/,
  glide_date_time: /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/,
}

/** A number or a time that cannot be read as one is stored as nothing. Choices are not checked: any text is a choice. */
function toStored({ type }: Field, text: string): string {
  if (type === 'boolean') return String(text === 'true' || text === '1')
  // A day may be written with a time, which it has no room for.
  const stored = type === 'glide_date' ? text.slice(0, 10) : text
  return FORMS[type]?.test(stored) === false ? '' : stored
}
