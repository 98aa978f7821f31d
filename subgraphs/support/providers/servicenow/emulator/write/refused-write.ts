import type { EmulatorResponse } from '#shared/emulator/emulator.ts'
import { failure } from '../errors.ts'

/** The instance refused a write: access rule, data policy, business rule or unique index; all of them are 403. */
export class RefusedWrite extends Error {
  toResponse(): EmulatorResponse {
    return failure(403, 'Operation Failed', this.message)
  }
}

/** An access rule forbids the operation. */
export const accessDenied = (operation: 'Insert' | 'Update' | 'Delete'): RefusedWrite =>
  new RefusedWrite(`ACL Exception ${operation} Failed due to security constraints`)

/** A data policy makes fields mandatory; they are named by their labels. */
export const fieldsMandatory = (labels: readonly string[]): RefusedWrite =>
  new RefusedWrite(`Data Policy Exception: The following fields are mandatory: ${labels.join(', ')}`)

/** `current.setAbortAction(true)` in a business rule, which is named with its `sys_id`. */
export const abortedBy = (rule: { name: string; sysId: string }, table: string): RefusedWrite =>
  new RefusedWrite(
    `Operation against file '${table}' was aborted by Business Rule '${rule.name}^${rule.sysId}'. Business Rule Stack:${rule.name}`,
  )

/** A unique index, of the platform or of an administrator's. */
export const notUnique = (field: string, value: string): RefusedWrite =>
  new RefusedWrite(
    `Unique Key violation detected by database (Duplicate entry '${value}' for key '${field}')`,
  )
