import { createHash } from 'node:crypto'
import { WeftError } from '#shared/errors.ts'
import type { RecordKey, RecordType } from './record-api.ts'

/** Begins every external id that Weft makes up: records of ours that no other system's id names. */
const OWN = 'weft-'

/** The external id of the record that a write makes: the same on every attempt, of letters, digits, `_` and `-`. */
export function ownExternalId(idempotencyKey: string): string {
  return OWN + createHash('sha256').update(idempotencyKey).digest('base64url').slice(0, 32)
}

/** Whether an external id is one of those, and so names nothing in another system. */
export const isOwnExternalId = (externalId: string | undefined): boolean =>
  externalId?.startsWith(OWN) ?? false

/** A record by its external id. NetSuite's paths take letters, digits, `_` and `-` alone. */
export function byExternalId(type: RecordType, externalId: string): RecordKey {
  if (/^[\w-]{1,200}$/.test(externalId)) return { type, id: `eid:${externalId}` }
  throw new WeftError('INVALID_ARGUMENT', 'an id that cannot be an external id of the ERP')
}

/** A record by internal id, a number. */
export function byInternalId(type: RecordType, id: string): RecordKey {
  if (/^\d{1,18}$/.test(id)) return { type, id }
  throw new WeftError('INVALID_ARGUMENT', 'something that is no internal id of the ERP')
}
