import type { Requirement } from './requirement.ts'

/** What kind of personal data a field holds: the argument of `@pii`. */
const PII_CATEGORIES = ['IDENTITY', 'CONTACT', 'FINANCIAL', 'FREE_TEXT'] as const
export type PiiCategory = (typeof PII_CATEGORIES)[number]

/** The scope that shows a category where a field names none of its own. Who lacks it gets the field masked. */
const SCOPE_OF: Readonly<Record<PiiCategory, string>> = {
  IDENTITY: 'customer.contact:read',
  CONTACT: 'customer.contact:read',
  FINANCIAL: 'finance:read',
  FREE_TEXT: 'case.text:read',
}

const HIDDEN = '***'

export const isPiiCategory = (value: unknown): value is PiiCategory =>
  (PII_CATEGORIES as readonly unknown[]).includes(value)

/** What a caller must have to see the field as it is. */
export const unmaskedBy = (category: PiiCategory): Requirement => [[SCOPE_OF[category]]]

/**
 * What is shown in place of a text: enough to know it again, too little to use it. `m***@acme.com`, `M***`, `***`. Undefined
 * for what cannot be masked: an amount, an object.
 */
export function maskText(category: PiiCategory, value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined
  const [first = ''] = value
  const at = value.lastIndexOf('@')
  if (category === 'CONTACT' && at > 0) return `${first}${HIDDEN}${value.slice(at)}`
  return category === 'IDENTITY' ? `${first}${HIDDEN}` : HIDDEN
}
