import { z } from 'zod'
import type { SaleKey } from '#crm/writes.ts'
import { WeftError } from '#shared/errors.ts'
import type { LookContext } from '../process.ts'
import { EXTERNAL_REF } from '../external-ref.ts'
import { linksWithinReach } from '../reach.ts'

/** What starts quote-to-cash: exactly one of a deal in the CRM and a quote of ours. */
export interface QuoteToCashInput {
  opportunityRef?: { systemId: string; objectType: string; externalId: string } | null
  /** Canonical. */
  quoteId?: string | null
  /** What a person knows better than the CRM; wins over what was read. */
  corrections?: unknown
}

const CORRECTIONS = z.strictObject({
  purchaseOrderNumber: z.string().min(1).max(100).optional(),
  /** `NET_30` */
  paymentTermsCode: z.string().min(1).max(50).optional(),
  /** Calendar day. */
  startDate: z.iso.date().optional(),
  termMonths: z.int().optional(),
  taxId: z.string().min(1).max(50).optional(),
  billingEmail: z.email().optional(),
  billingContactName: z.string().min(1).max(200).optional(),
})
export const QUOTE_TO_CASH_INPUT = z.strictObject({
  opportunityRef: EXTERNAL_REF.nullish(),
  quoteId: z.string().nullish(),
  corrections: CORRECTIONS.nullish(),
})
export type DealCorrections = z.infer<typeof CORRECTIONS>

/** What a person writes is checked as strictly as any input: INVALID_ARGUMENT names what is wrong. */
export function parseCorrections({ corrections }: QuoteToCashInput): DealCorrections {
  const parsed = CORRECTIONS.safeParse(corrections ?? {})
  if (parsed.success) return parsed.data
  const names = parsed.error.issues.map(({ path, code }) => path.join('.') || code)
  throw new WeftError('INVALID_ARGUMENT', `no correction of a deal: ${names.join(', ')}`, {
    input: 'corrections',
  })
}

/** Which deal of which CRM is meant; undefined where Weft knows no such CRM, or no such quote of who asks. */
export async function findSaleKey(
  input: QuoteToCashInput,
  look: LookContext,
): Promise<{ connectionId: string; key: SaleKey } | undefined> {
  if (input.opportunityRef) {
    const { systemId, externalId } = input.opportunityRef
    if (look.tools.connections.get(systemId)?.domain !== 'CRM') return undefined
    return { connectionId: systemId, key: { opportunityNativeId: externalId } }
  }
  if (!input.quoteId) return undefined
  const [link] = await linksWithinReach(input.quoteId, 'CRM', look)
  return link && { connectionId: link.connectionId, key: { quoteNativeId: link.nativeId } }
}
