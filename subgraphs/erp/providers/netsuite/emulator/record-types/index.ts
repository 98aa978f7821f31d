import type { EmulatorRequest } from '#shared/emulator/emulator.ts'
import { forbidden, problem, Refusal } from '../problems.ts'
import { customer } from './customer.ts'
import type { RecordType } from './record-type.ts'
import { SETUP_TYPES } from './setup.ts'
import { TRANSACTION_TYPES } from './transactions.ts'

export const RECORD_PATH = '/services/rest/record/v1'

export const RECORD_TYPES: Readonly<Record<string, RecordType>> = {
  customer,
  ...TRANSACTION_TYPES,
  ...SETUP_TYPES,
}

/** Record types that exist but that the demo integration's role may not see. */
const FORBIDDEN_TYPES = new Set(['employee', 'vendor', 'journalEntry'])

/** The record type that a request's path names. */
export function typeOf(request: EmulatorRequest, name = request.params.type ?? ''): RecordType {
  if (FORBIDDEN_TYPES.has(name)) throw forbidden()
  const type = Object.hasOwn(RECORD_TYPES, name) ? RECORD_TYPES[name] : undefined
  if (type) return type
  throw new Refusal(
    problem(404, 'INVALID_REQUEST', `Record type '${name}' does not exist.`, { 'o:errorUrl': request.path }),
  )
}

export const recordUrl = (baseUrl: string, type: string, id: number | string): string =>
  `${baseUrl}${RECORD_PATH}/${type}/${id}`
