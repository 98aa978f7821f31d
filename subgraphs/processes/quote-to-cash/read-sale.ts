import type { ContractLineRecord, ContractRecord, CrmProvider, CustomerRecord } from '#crm/provider.ts'
import type { SaleRecord } from '#crm/writes.ts'
import type { CallContext } from '#shared/connections/call-context.ts'
import { WeftError } from '#shared/errors.ts'
import { answered, allAnswered } from '../answers.ts'
import type { LookContext } from '../process.ts'
import { isWithinReach } from '../reach.ts'
import { type DealCorrections, findSaleKey, parseCorrections, type QuoteToCashInput } from './input.ts'

/** A deal as its CRM has it, with a person's corrections. */
export interface ReadSale {
  connectionId: string
  sale: SaleRecord
  /** Canonical. */
  opportunityId: string
  /** Canonical; undefined: Weft does not know the customer. */
  customerId: string | undefined
  customer: CustomerRecord | undefined
  /** Contracts that came of the deal already. */
  contracts: readonly ReadContract[]
}

export interface ReadContract extends ContractRecord {
  lines: readonly ContractLineRecord[]
}

/** Undefined: there is no such deal, or it is not one that who starts this may see; both cost the same. */
export async function readSale(input: QuoteToCashInput, look: LookContext): Promise<ReadSale | undefined> {
  const { call, tools } = look
  const corrections = parseCorrections(input)
  const found = await findSaleKey(input, look)
  if (!found) return undefined
  const crm = tools.crm(found.connectionId)
  if (!crm.writes)
    throw new WeftError('NOT_CONFIGURED', 'the CRM cannot be written to', { system: found.connectionId })
  const sale = await crm.writes.getSale(found.key, call)
  if (!sale) return undefined
  const customers = sale.customer ? [sale.customer] : []
  const [customerId] = await tools.crosswalk.findIds('Customer', customers)
  if (!(await isWithinReach(customerId, look))) return undefined
  const [[opportunityId = ''], [customer], contracts] = await Promise.all([
    tools.crosswalk.ensureIds('Opportunity', [sale.opportunity]),
    crm.getCustomers(
      customers.map(({ nativeId }) => nativeId),
      call,
    ),
    readContracts(crm, sale, call),
  ])
  return {
    connectionId: found.connectionId,
    sale: correct(sale, corrections),
    opportunityId,
    customerId,
    customer: answered(customer),
    contracts,
  }
}

async function readContracts(crm: CrmProvider, sale: SaleRecord, call: CallContext): Promise<ReadContract[]> {
  const ids = sale.contracts.map(({ nativeId }) => nativeId)
  if (ids.length === 0) return []
  const [contracts, lines] = await Promise.all([crm.getContracts(ids, call), crm.getContractLines(ids, call)])
  return allAnswered(contracts).map((contract) => ({
    ...contract,
    lines: answered(lines[ids.indexOf(contract.source.nativeId)]) ?? [],
  }))
}

function correct(sale: SaleRecord, corrections: DealCorrections): SaleRecord {
  const { billingEmail, billingContactName, ...fields } = corrections
  return {
    ...sale,
    ...Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)),
    billTo: {
      ...sale.billTo,
      email: billingEmail ?? sale.billTo.email,
      contactName: billingContactName ?? sale.billTo.contactName,
    },
  }
}
