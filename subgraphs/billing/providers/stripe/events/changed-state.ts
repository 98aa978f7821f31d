import { createHash } from 'node:crypto'
import type { Connection } from '#shared/connections/connection.ts'
import type { Reading } from '../reads/reading.ts'
import type { ObjectType } from './refs-in.ts'

/** What a changed record is read with. */
export interface ChangeReading {
  connection: Connection
  reading: Reading
}

/** Stripe's objects have no version and do not say when they changed: two states differ when their texts do. */
export function stateOf(objectType: ObjectType, nativeId: string, native: unknown) {
  const digest = createHash('sha256').update(JSON.stringify(native)).digest('base64url')
  return { objectType, nativeId, version: undefined, digest, changedAt: undefined }
}

export function instantText(seconds: number | null | undefined): string | null {
  return seconds == null ? null : new Date(seconds * 1000).toISOString()
}
