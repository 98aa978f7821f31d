import { invalidRecord } from '../errors.ts'
import type { SObject } from '../objects.ts'
import { type Org, type Row, rowsOf, shortId } from '../org.ts'
import { rulesOf, UNIQUE_FIELDS } from './rules.ts'

/** Refuses a row that breaks a rule of its object. `given` are the fields that the caller wrote. */
export function checkRow(
  row: Row,
  given: readonly string[],
  { org, object }: { org: Org; object: SObject },
): void {
  checkRequired(row, object)
  checkPicklists(row, given, object)
  checkUnique(row, org, object)
  checkOwnRules(row, given, { org, object })
  checkLocks(row, org, object)
}

/** What an org's administrator made a rule, and what its duplicate rules say. */
function checkOwnRules(
  row: Row,
  given: readonly string[],
  { org, object }: { org: Org; object: SObject },
): void {
  const broken = org.ownRules.find(
    (rule) =>
      rule.object === object.name &&
      given.includes(rule.field) &&
      (rule.value === undefined || row[rule.field] === rule.value),
  )
  if (broken) throw invalidRecord(broken.errorCode, broken.message, [broken.field])
}

/**
 * An activated contract is deleted by nobody but who has "Delete Activated Contracts", which administrators alone have:
 * https://help.salesforce.com/s/articleView?id=sales.contract_del.htm. The stand-in's user has not.
 */
export function checkDeletable(row: Row, { name }: SObject): void {
  if (name === 'Contract' && row.StatusCode === 'Activated')
    throw invalidRecord('INSUFFICIENT_ACCESS_OR_READONLY', 'insufficient access rights on object id')
}

function checkRequired(row: Row, object: SObject): void {
  const missing = rulesOf(object).required.filter((field) => (row[field] ?? null) === null)
  if (missing.length > 0)
    throw invalidRecord(
      'REQUIRED_FIELD_MISSING',
      `Required fields are missing: [${missing.join(', ')}]`,
      missing,
    )
}

function checkPicklists(row: Row, given: readonly string[], object: SObject): void {
  for (const [field, allowed] of Object.entries(rulesOf(object).picklists)) {
    const value = row[field] ?? null
    if (value === null || !given.includes(field)) continue
    const wrong = String(value)
      .split(object.fields[field] === 'multipicklist' ? ';' : '\n')
      .find((entry) => !allowed.includes(entry))
    if (wrong !== undefined)
      throw invalidRecord(
        'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
        `${field}: bad value for restricted picklist field: ${wrong}`,
        [field],
      )
  }
}

function checkUnique(row: Row, org: Org, object: SObject): void {
  for (const field of UNIQUE_FIELDS) {
    const value = row[field] ?? null
    if (value === null) continue
    const wanted = String(value).toLowerCase()
    const other = rowsOf(org, object.name).find(
      (candidate) => candidate.Id !== row.Id && String(candidate[field] ?? '').toLowerCase() === wanted,
    )
    if (other)
      throw invalidRecord(
        'DUPLICATE_VALUE',
        `duplicate value found: ${field} duplicates value on record with id: ${shortId(other.Id)}`,
      )
  }
}

/** A write locks the row and the rows that it names as parents. */
export function checkLocks(row: Row, org: Org, object: SObject): void {
  if (org.locks.size === 0) return
  const parents = Object.values(object.parents).map(({ field }) => row[field])
  for (const id of [row.Id, ...parents]) {
    const left = typeof id === 'string' ? org.locks.get(shortId(id)) : undefined
    if (typeof id !== 'string' || left === undefined) continue
    if (left > 1) org.locks.set(shortId(id), left - 1)
    else org.locks.delete(shortId(id))
    throw invalidRecord(
      'UNABLE_TO_LOCK_ROW',
      `unable to obtain exclusive access to this record or 1 records: ${id}`,
    )
  }
}
