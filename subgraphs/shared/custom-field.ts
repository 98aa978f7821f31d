import type { RecordSource } from './provenance.ts'

/** A field outside the canonical model that the connection's configuration asks for. */
export interface CustomFieldRecord {
  key: string
  /** `string`, unless the system's answers are typed. */
  type: string
  value: unknown
  /** The system's own name of it: `Account.Industry`. */
  sourceField: string
}

/** The schema's `CustomField`: a record's custom fields with the system that they come from. */
export function toCustomFields(record: { source: RecordSource; customFields: readonly CustomFieldRecord[] }) {
  const system = { id: record.source.connectionId }
  return record.customFields.map((field) => ({ ...field, system }))
}
