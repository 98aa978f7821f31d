import { z } from 'zod'
import type { ForeignRef, NativeRef } from '#shared/crosswalk.ts'
import { WeftError } from '#shared/errors.ts'
import { naming } from '#shared/listed.ts'
import type { FieldSources, RecordSource } from '#shared/provenance.ts'
import type { NativeFields } from '../native-fields.ts'

/** What every mapping needs beside the native record. */
export interface Mapping {
  connectionId: string
  fields: NativeFields
  /** When the record was read. */
  readAt: Date
}

/** What names an object, read from one that is not as published otherwise. */
const Named = z.object({ id: z.string().catch(''), object: z.string().catch('object') })
const NAMELESS = { id: '', object: 'object' }

export function refOf(connectionId: string, native: unknown): NativeRef {
  const { id, object } = Named.catch(NAMELESS).parse(native)
  return { connectionId, objectType: object, nativeId: id }
}

/** Checks what we read of a record; INVALID_RESPONSE, by its name, where it is not what Stripe's reference says. */
export function parseNative<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  { connectionId }: Mapping,
): z.infer<Schema> {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const where = parsed.error.issues.map(({ path }) => path.join('.')).join(', ')
  throw naming(
    refOf(connectionId, value),
    new WeftError('INVALID_RESPONSE', `a record is not as published at ${where}`),
  )
}

export function toRef({ connectionId }: Mapping, objectType: string, nativeId: string): NativeRef {
  return { connectionId, objectType, nativeId }
}

/** `sourceUpdatedAt` is given for products alone: Stripe's other objects do not say when they last changed. */
export function toSource(
  { connectionId, readAt }: Mapping,
  objectType: string,
  nativeId: string,
  sourceUpdatedAt?: Date,
): RecordSource {
  return { connectionId, objectType, nativeId, readAt, readMode: 'LIVE', sourceUpdatedAt }
}

export function toContract(
  { fields }: Mapping,
  ...metadata: readonly (Readonly<Record<string, string>> | undefined)[]
): ForeignRef | undefined {
  const nativeId = metadata.map((entries) => entries?.[fields.crmContractId]).find((value) => value)
  return nativeId ? { domain: 'CRM', objectType: fields.crmContractType, nativeId } : undefined
}

export function toInstant(seconds: number): Date
export function toInstant(seconds: number | null | undefined): Date | undefined
export function toInstant(seconds: number | null | undefined): Date | undefined {
  return seconds == null ? undefined : new Date(seconds * 1000)
}

/** Names the metadata key in a table of field sources. */
export function withMetadata(sources: FieldSources, path: string, object: string, key: string): FieldSources {
  return { ...sources, [path]: `${object}.metadata.${key}` }
}
