import { dayOf } from '#shared/clock.ts'
import { MAX_PAGE } from '#shared/page.ts'
import type { Loaders } from './loaders.ts'
import type { ContractRecord } from './provider.ts'

export interface EvidenceQuestion {
  customerId: string
  productId?: string | null | undefined
}

/** What the CRM says to an entitlement check, and the contracts it says it from. */
export interface CrmEvidence {
  grants: boolean
  reasons: ('NO_CONTRACT' | 'CONTRACT_EXPIRED' | 'NOT_COVERED')[]
  contracts: readonly ContractRecord[]
}

/** Two checks that the CRM answers alike have the same key: it knows no features and no channels. */
export function keyOfQuestion({ customerId, productId }: EvidenceQuestion): string {
  return `${customerId}\n${productId ?? ''}`
}

/**
 * Is there a contract in force that covers the product. Undefined where the CRM does not know the customer: it has no
 * say. A contract without lines names no products, and covers all.
 */
export async function findEvidence(
  { customerId, productId }: EvidenceQuestion,
  loaders: Loaders,
  now: Date,
): Promise<CrmEvidence | undefined> {
  const [activated, ended] = await Promise.all([
    loaders.contractsOf(customerId, { first: MAX_PAGE, after: undefined, statuses: ['ACTIVATED'] }),
    loaders.contractsOf(customerId, { first: 1, after: undefined, statuses: ['EXPIRED', 'TERMINATED'] }),
  ])
  if (!activated || !ended) return undefined
  const inForce = activated.items.filter((contract) => isInForce(contract, dayOf(now)))
  if (inForce.length === 0) {
    const over = [...activated.items, ...ended.items].filter(({ startDate }) => startDate <= dayOf(now))
    return { grants: false, reasons: [over.length > 0 ? 'CONTRACT_EXPIRED' : 'NO_CONTRACT'], contracts: over }
  }
  if (productId == null) return { grants: true, reasons: [], contracts: inForce }
  const covering = await keepCovering(inForce, productId, loaders)
  return covering.length > 0
    ? { grants: true, reasons: [], contracts: covering }
    : { grants: false, reasons: ['NOT_COVERED'], contracts: inForce }
}

function isInForce({ status, startDate, endDate }: ContractRecord, today: string): boolean {
  return status === 'ACTIVATED' && startDate <= today && (endDate === undefined || endDate >= today)
}

async function keepCovering(
  contracts: readonly ContractRecord[],
  productId: string,
  loaders: Loaders,
): Promise<ContractRecord[]> {
  const covers = await Promise.all(
    contracts.map(async ({ source }) => {
      const lines = (await loaders.contractLines.load(source)) ?? []
      const products = await Promise.all(
        lines.map((line) =>
          line.productId === undefined
            ? undefined
            : loaders.id('Product', { connectionId: source.connectionId, nativeId: line.productId }),
        ),
      )
      return lines.length === 0 || products.includes(productId)
    }),
  )
  return contracts.filter((_, index) => covers[index])
}
