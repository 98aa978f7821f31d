import type { EmulatorResponse } from '#shared/emulator/emulator.ts'

/**
 * A refusal in Salesforce's shape: an array with one `{ message, errorCode }`. Refusals of a written record also carry
 * `fields`, often empty.
 */
export class SalesforceRefusal extends Error {
  readonly status: number
  readonly errorCode: string
  readonly fields: readonly string[] | undefined

  constructor(status: number, errorCode: string, message: string, fields?: readonly string[]) {
    super(message)
    this.status = status
    this.errorCode = errorCode
    this.fields = fields
  }

  toResponse(): EmulatorResponse {
    const { message, errorCode, fields } = this
    return { status: this.status, body: [{ message, errorCode, ...(fields && { fields }) }] }
  }
}

/** A record that breaks a rule of the org; 400 when it stands alone, one entry of `errors` in a collection. */
export const invalidRecord = (
  errorCode: string,
  message: string,
  fields: readonly string[] = [],
): SalesforceRefusal => new SalesforceRefusal(400, errorCode, message, fields)

export const entityIsDeleted = (): SalesforceRefusal =>
  new SalesforceRefusal(404, 'ENTITY_IS_DELETED', 'entity is deleted', [])

export const tooManyRecords = (most: number): SalesforceRefusal =>
  new SalesforceRefusal(
    400,
    'EXCEEDED_ID_LIMIT',
    `record limit reached. cannot submit more than ${most} records in this operation`,
  )

export const notFound = (): SalesforceRefusal =>
  new SalesforceRefusal(404, 'NOT_FOUND', 'The requested resource does not exist')

export const malformedQuery = (message: string): SalesforceRefusal =>
  new SalesforceRefusal(400, 'MALFORMED_QUERY', message)

const HINT =
  "If you are attempting to use a custom field, be sure to append the '__c' after the custom field name. " +
  'Please reference your WSDL or the describe call for the appropriate names.'

export const invalidField = (field: string, entity: string, where = ''): SalesforceRefusal =>
  new SalesforceRefusal(
    400,
    'INVALID_FIELD',
    `${where}No such column '${field}' on entity '${entity}'. ${HINT}`,
  )

export const invalidType = (name: string): SalesforceRefusal =>
  new SalesforceRefusal(
    400,
    'INVALID_TYPE',
    `sObject type '${name}' is not supported. If you are attempting to use a custom object, be sure to append ` +
      "the '__c' after the entity name. Please reference your WSDL or the describe call for the appropriate names.",
  )

/** `\n<query>\n<caret>\nERROR at Row:1:Column:8\n`: how the query errors begin. Queries of one line only. */
export function queryPosition(query: string, index: number): string {
  const start = Math.max(0, index - 40)
  const shown = query.slice(start, index + 40)
  return `\n${shown}\n${' '.repeat(index - start)}^\nERROR at Row:1:Column:${index + 1}\n`
}
