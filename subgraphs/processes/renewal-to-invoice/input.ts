import { z } from 'zod'

/** What starts renewal-to-invoice. */
export interface RenewalToInvoiceInput {
  /** Canonical. */
  contractId: string
  /** Base-10 text; undefined: as the contract says. */
  upliftPercent?: string | null
  /** What a person knows better than the CRM; wins over what was read. */
  corrections?: RenewalCorrections | null
}

export interface RenewalCorrections {
  termMonths?: number
  /** Base-10 text, by the id that the CRM gave the contract's line. `0`: the line stays, and bills nothing. */
  quantities?: { [lineNativeId: string]: string }
}

const DECIMAL = z.string().regex(/^-?\d+(\.\d+)?$/)
export const RENEWAL_INPUT = z.strictObject({
  contractId: z.string(),
  upliftPercent: DECIMAL.nullish(),
  corrections: z
    .strictObject({ termMonths: z.int().optional(), quantities: z.record(z.string(), DECIMAL).optional() })
    .nullish(),
})
