import { hash } from 'node:crypto'

/** A record by the id that its own system gave it; the input of the same name. */
export interface ExternalRef {
  systemId: string
  objectType: string
  externalId: string
}

const FIELDS = ['systemId', 'objectType', 'externalId'] as const

export const isExternalRef = (value: object): value is ExternalRef => FIELDS.every((name) => name in value)

/**
 * How a record that is named by another system's id stands in the trail: found again by whoever has the id, and told to nobody
 * else, because a client may have written anything into it.
 */
export function markOf(ref: ExternalRef): string {
  const words = FIELDS.map((name) => String(ref[name]))
  return `ref_${hash('sha256', JSON.stringify(words), 'hex').slice(0, 32)}`
}

/** Reads `crm-salesforce/Account/001…`; undefined for what is none. */
export function parseExternalRef(text: string): ExternalRef | undefined {
  const [, systemId, objectType, externalId] = /^([^/]+)\/([^/]+)\/(.+)$/.exec(text) ?? []
  return systemId && objectType && externalId ? { systemId, objectType, externalId } : undefined
}
