import type { SaleKey } from '#crm/writes.ts'
import type { ProcessTools } from '../tools.ts'

/** What starts quote-to-cash: exactly one of a deal in the CRM and a quote of ours. */
export interface QuoteToCashInput {
  opportunityRef?: { systemId: string; objectType: string; externalId: string } | null
  /** Canonical. */
  quoteId?: string | null
  /** What a person knows better than the CRM; wins over what was read. */
  corrections?: DealCorrections | null
}

export interface DealCorrections {
  purchaseOrderNumber?: string
  /** `NET_30` */
  paymentTermsCode?: string
  /** Calendar day. */
  startDate?: string
  termMonths?: number
  taxId?: string
  billingEmail?: string
  billingContactName?: string
}

/** Which deal of which CRM is meant; undefined where Weft knows no such CRM or quote. */
export async function findSaleKey(
  input: QuoteToCashInput,
  tools: ProcessTools,
): Promise<{ connectionId: string; key: SaleKey } | undefined> {
  if (input.opportunityRef) {
    const { systemId, externalId } = input.opportunityRef
    if (tools.connections.get(systemId)?.domain !== 'CRM') return undefined
    return { connectionId: systemId, key: { opportunityNativeId: externalId } }
  }
  if (!input.quoteId) return undefined
  const [links = []] = await tools.crosswalk.linksOf([input.quoteId], 'CRM')
  const [link] = links
  return link && { connectionId: link.connectionId, key: { quoteNativeId: link.nativeId } }
}
