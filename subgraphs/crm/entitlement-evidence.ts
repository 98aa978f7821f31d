import { dayOf } from '#shared/clock.ts'
import { allRecords } from '#shared/listed.ts'
import { MAX_PAGE } from '#shared/page.ts'
import { toEntity } from '#shared/subgraph/records.ts'
import type { Context } from './context.ts'
import { loadPage } from './customer-pages.ts'
import type { ContractRecord, ContractStatus } from './provider.ts'

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

/**
 * Is there a contract in force that covers the product. Undefined where the CRM does not know the customer: it has no
 * say. A contract without lines names no products, and covers all.
 */
export async function findEvidence(
  { customerId, productId }: EvidenceQuestion,
  context: Context,
): Promise<CrmEvidence | undefined> {
  const contractsOf = (first: number, statuses: ContractStatus[]) =>
    loadPage(customerId, { first, after: undefined, statuses }, context.loaders.contractPage, context)
  const [activated, ended] = await Promise.all([
    contractsOf(MAX_PAGE, ['ACTIVATED']),
    contractsOf(1, ['EXPIRED', 'TERMINATED']),
  ])
  if (!activated || !ended) return undefined
  const today = dayOf(context.request.receivedAt)
  const contracts = allRecords(activated.items)
  const inForce = contracts.filter((contract) => isInForce(contract, today))
  if (inForce.length === 0) {
    const over = [...contracts, ...allRecords(ended.items)].filter(({ startDate }) => startDate <= today)
    return { grants: false, reasons: [over.length > 0 ? 'CONTRACT_EXPIRED' : 'NO_CONTRACT'], contracts: over }
  }
  if (productId == null) return { grants: true, reasons: [], contracts: inForce }
  const covering = await keepCovering(inForce, productId, context)
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
  context: Context,
): Promise<ContractRecord[]> {
  const covers = await Promise.all(
    contracts.map(async ({ source }) => {
      const lines = (await context.loaders.contractLines.load(source)) ?? []
      const products = await Promise.all(lines.map(({ product }) => toEntity('Product', product, context)))
      return lines.length === 0 || products.some((product) => product?.id === productId)
    }),
  )
  return contracts.filter((_, index) => covers[index])
}
