import { caseToEntitlement } from './case-to-entitlement.ts'
import { customerUpsert } from './customer-upsert.ts'
import { eventsReplay } from './events-replay.ts'
import { paymentException } from './payment-exception.ts'
import type { AnyProcess } from './process.ts'
import { quoteToCash } from './quote-to-cash.ts'
import { renewalToInvoice } from './renewal-to-invoice.ts'

/** Every process that Weft runs. A new one is added here; the schema's mutation, or a trigger, says what starts it. */
export const PROCESSES: readonly AnyProcess[] = [
  quoteToCash,
  renewalToInvoice,
  customerUpsert,
  caseToEntitlement,
  paymentException,
  eventsReplay,
]
