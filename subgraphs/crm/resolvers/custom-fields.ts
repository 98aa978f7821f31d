import type { CanonicalRecord, CustomFieldRecord } from '../provider.ts'

/** A record's custom fields, with the system that they come from. */
export function toCustomFields({
  source,
  customFields,
}: CanonicalRecord & { customFields: CustomFieldRecord[] }) {
  return customFields.map((field) => ({ ...field, system: { id: source.connectionId } }))
}
