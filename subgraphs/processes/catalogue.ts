import { caseToEntitlement } from './case-to-entitlement.ts'
import { paymentException } from './payment-exception.ts'
import type { AnyProcess } from './process.ts'
import { quoteToCash } from './quote-to-cash.ts'

/** Every process that Weft runs. A new one is added here; the schema's mutation, or a trigger, says what starts it. */
export const PROCESSES: readonly AnyProcess[] = [quoteToCash, caseToEntitlement, paymentException]
