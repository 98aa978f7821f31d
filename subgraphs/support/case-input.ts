import { typeOfId } from '#shared/global-id.ts'
import { type UserErrorRecord, userError } from '#shared/user-errors.ts'
import type { CaseEscalateInput, CaseOpenInput } from './__generated__/resolvers.ts'

export type OpeningInput = CaseOpenInput
export type EscalationInput = CaseEscalateInput

const KEY_CHARACTERS = 255
/** What a list shows in one line, and what ServiceNow keeps of a short description. */
const SUBJECT_CHARACTERS = 160
const TEXT_CHARACTERS = 4_000

/** What of an input cannot be meant; empty: nothing. */
export function problemsOfOpening(input: OpeningInput): UserErrorRecord[] {
  return [
    ...problemsOfKey(input.idempotencyKey),
    ...problemsOfText('subject', input.subject, SUBJECT_CHARACTERS),
    ...(input.description ? problemsOfText('description', input.description, TEXT_CHARACTERS) : []),
    ...problemsOfChoices(input),
    ...(typeOfId(input.customerId) === 'Customer' ? [] : [notAnId('customerId')]),
    ...(input.contactId && typeOfId(input.contactId) !== 'Contact' ? [notAnId('contactId')] : []),
    ...(input.productId && typeOfId(input.productId) !== 'Product' ? [notAnId('productId')] : []),
  ]
}

export function problemsOfEscalation(input: EscalationInput): UserErrorRecord[] {
  return [
    ...problemsOfKey(input.idempotencyKey),
    ...problemsOfText('reason', input.reason, TEXT_CHARACTERS),
    ...problemsOfChoices(input),
    ...(typeOfId(input.caseId) === 'Case' ? [] : [notAnId('caseId')]),
  ]
}

function problemsOfKey(key: string): UserErrorRecord[] {
  if (key.length > 0 && key.length <= KEY_CHARACTERS && /^[\x21-\x7e]+$/.test(key)) return []
  return [
    userError('INVALID', `the key has 1 to ${KEY_CHARACTERS} visible ASCII characters`, 'idempotencyKey'),
  ]
}

function problemsOfText(field: string, text: string, most: number): UserErrorRecord[] {
  if (text.trim() === '') return [userError('REQUIRED', `${field} says nothing`, field)]
  if (text.includes('\0')) return [userError('INVALID', `${field} holds a character that no text has`, field)]
  return text.length > most ? [userError('INVALID', `${field} has at most ${most} characters`, field)] : []
}

/** UNKNOWN is how a value reads that has no word here: nobody can ask for it. */
function problemsOfChoices(input: Partial<OpeningInput>): UserErrorRecord[] {
  return (['priority', 'severity', 'channel'] as const)
    .filter((field) => input[field] === 'UNKNOWN')
    .map((field) => userError('INVALID', `${field} cannot be UNKNOWN`, field))
}

const notAnId = (field: string): UserErrorRecord =>
  userError('INVALID', 'not an id of what it should name', field)
