import { WeftError } from '../errors.ts'
import type { Connection } from './connection.ts'

/** What an account calls its fields. */
export interface RenamedFields<Name extends string> {
  names: Readonly<Record<Name, string>>
  /** The connection's `custom.<key>` entries: the canonical key, and the account's field. */
  custom: readonly { key: string; field: string }[]
}

const CUSTOM_PREFIX = 'custom.'

/**
 * The connection's names of fields, over the defaults. Names become part of queries: `accepts` says which may. One that it
 * does not, or of a field that there is not, is refused here, because a vendor would drop it in silence and answer too
 * much: INVALID_CONNECTION.
 */
export function readRenamedFields<Name extends string>(
  { id, fields }: Connection,
  defaults: Readonly<Record<Name, string>>,
  accepts: (value: string, name: string) => boolean,
): RenamedFields<Name> {
  const names: Record<string, string> = { ...defaults }
  const custom: { key: string; field: string }[] = []
  for (const [name, value] of Object.entries(fields)) {
    const isCustom = name.startsWith(CUSTOM_PREFIX)
    if (!isCustom && !Object.hasOwn(defaults, name)) throw refused(id, `there is no field ${name} to rename`)
    if (!accepts(value, name)) throw refused(id, `${name} cannot be called ${JSON.stringify(value)}`)
    if (isCustom) custom.push({ key: name.slice(CUSTOM_PREFIX.length), field: value })
    else names[name] = value
  }
  return { names: names as Record<Name, string>, custom }
}

const refused = (connectionId: string, reason: string): WeftError =>
  new WeftError('INVALID_CONNECTION', `connection ${connectionId}: ${reason}`, { system: connectionId })
