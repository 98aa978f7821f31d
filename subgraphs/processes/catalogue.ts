import type { AnyProcess } from './process.ts'
import { quoteToCash } from './quote-to-cash.ts'
import { renewalToInvoice } from './renewal-to-invoice.ts'

/** Every process that Weft runs. A new one is added here; the schema's mutation says what starts it. */
export const PROCESSES: readonly AnyProcess[] = [quoteToCash, renewalToInvoice]
