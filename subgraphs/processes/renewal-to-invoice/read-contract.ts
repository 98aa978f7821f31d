import type { ContractLineRecord, ContractRecord, CustomerRecord } from '#crm/provider.ts'
import { answered } from '../answers.ts'
import type { LookContext } from '../process.ts'
import { isWithinReach, linksWithinReach, noteReadOwner } from '../reach.ts'

/** A contract as its CRM has it. */
export interface EndingContract {
  connectionId: string
  /** Canonical. */
  contractId: string
  contract: ContractRecord
  lines: readonly ContractLineRecord[]
  /** Native id of the contract that renews it already. */
  renewalId: string | undefined
  /** Canonical; undefined: Weft does not know the customer. */
  customerId: string | undefined
  customer: CustomerRecord | undefined
}

/** Undefined: there is no such contract, or it is not one that who starts this may see. */
export async function readContract(
  contractId: string,
  look: LookContext,
): Promise<EndingContract | undefined> {
  const { call, tools } = look
  const [link] = await linksWithinReach(contractId, 'CRM', look)
  if (!link) return undefined
  const { connectionId, nativeId } = link
  const crm = tools.crm(connectionId)
  const [contracts, lines, renewals] = await Promise.all([
    crm.getContracts([nativeId], call),
    crm.getContractLines([nativeId], call),
    crm.getRenewalIds([nativeId], call),
  ])
  const contract = answered(contracts[0])
  if (!contract) return undefined
  noteReadOwner(link, contract, look)
  const customers = contract.customer ? [contract.customer] : []
  const [customerId] = await tools.crosswalk.findIds('Customer', customers)
  if (!(await isWithinReach(customerId, look))) return undefined
  const [customer] = await crm.getCustomers(
    customers.map((ref) => ref.nativeId),
    call,
  )
  return {
    connectionId,
    contractId,
    contract,
    lines: answered(lines[0]) ?? [],
    renewalId: answered(renewals[0]),
    customerId,
    customer: answered(customer),
  }
}
