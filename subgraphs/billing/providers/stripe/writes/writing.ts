import type { Connection } from '#shared/connections/connection.ts'
import type { NativeRef } from '#shared/crosswalk.ts'
import type { WriteCall, Written } from '#shared/writes.ts'
import { dashboardUrl } from '../identities.ts'
import type { Reading } from '../reads/reading.ts'

/** What every write of one account works with. */
export interface Writing extends Reading {
  connection: Connection
}

/** The metadata by which a record is known as what a write made, when Stripe has long forgotten the write's key. */
export const KEY_FIELD = 'weft_key'

export const keyMetadata = ({ idempotencyKey }: WriteCall): Record<string, string> => ({
  [KEY_FIELD]: idempotencyKey,
})

export const carriesKey = (
  { metadata }: { metadata?: Readonly<Record<string, string>> | null },
  { idempotencyKey }: WriteCall,
  field = KEY_FIELD,
): boolean => metadata?.[field] === idempotencyKey

/** Metadata without what is not known. */
export function metadataOf(entries: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(entries).filter((entry): entry is [string, string] => entry[1] !== undefined),
  )
}

interface NativeWritten {
  id: string
  object: string
  livemode?: boolean
  number?: string | null
}

const PAGES: Readonly<Record<string, string>> = {
  customer: 'customers',
  invoice: 'invoices',
  subscription: 'subscriptions',
  subscription_schedule: 'subscription_schedules',
}

export const toNativeRef = ({ connectionId }: Reading, objectType: string, nativeId: string): NativeRef => ({
  connectionId,
  objectType,
  nativeId,
})

/** Stripe's objects have no version: our own writes are known by their state alone. */
export function toWritten(
  writing: Writing,
  { id, object, number, livemode = false }: NativeWritten,
  effect: Written['effect'],
): Written {
  const page = PAGES[object]
  return {
    ref: toNativeRef(writing, object, id),
    effect,
    number: number ?? undefined,
    version: undefined,
    url: page === undefined ? undefined : dashboardUrl(writing.connection, page, { id, livemode }),
  }
}
