import { createStripeEmulator } from '#billing/providers/stripe/emulator/index.ts'
import { createSalesforceEmulator } from '#crm/providers/salesforce/emulator/index.ts'
import { createNetsuiteEmulator } from '#erp/providers/netsuite/emulator/index.ts'
import type { EmulatorDefinition } from '#shared/emulator/emulator.ts'
import { createServicenowEmulator } from '#support/providers/servicenow/emulator/index.ts'
import { openState, withState } from '../../support/open-state.ts'
import { createWorldWithDeals, type DealCount } from './deals.ts'

export type BookKind =
  | 'contract'
  | 'order'
  | 'subscription'
  | 'invoice'
  | 'posting'
  | 'entitlement'
  | 'ERP customer'
  | 'billing customer'
  | 'support account'

/** A record as its system has it, read from its state and not by what Weft calls. */
export interface BookRow {
  kind: BookKind
  id: string
  /** The deal's opportunity, or the account where it is a customer. */
  of: string
  /** False: made, and taken back since. */
  stands: boolean
}

/** What the ERP saw of requests at once. */
export interface Concurrency {
  highest: number
  refused: number
}

export interface OpenBooks {
  definitions: Readonly<Record<string, EmulatorDefinition<unknown>>>
  rows(): BookRow[]
  concurrency(): Concurrency
}

/** The four systems with deals in the CRM, and their books open. */
export function openBooks(deals: DealCount): OpenBooks {
  const crm = openState(createSalesforceEmulator({ createWorld: (now) => createWorldWithDeals(now, deals) }))
  const [billing, support, erp] = [
    openState(createStripeEmulator()),
    openState(createServicenowEmulator()),
    openState(createNetsuiteEmulator()),
  ]
  const count: Concurrency = { highest: 0, refused: 0 }
  return {
    definitions: {
      salesforce: crm.definition,
      stripe: billing.definition,
      servicenow: support.definition,
      netsuite: withState(erp.definition, ({ governor }) => watch(governor, count)),
    },
    concurrency: () => count,
    rows() {
      const contracts = readContracts(crm.state())
      const dealOf = new Map(contracts.map(({ id, of }) => [id, of]))
      return [
        ...contracts,
        ...readErp(erp.state(), dealOf),
        ...readBilling(billing.state(), dealOf),
        ...readSupport(support.state(), dealOf),
      ]
    },
  }
}

type StateOf<Create extends () => EmulatorDefinition<unknown>> = ReturnType<ReturnType<Create>['createState']>
type Org = StateOf<typeof createSalesforceEmulator>
type Account = StateOf<typeof createStripeEmulator>
type Instance = StateOf<typeof createServicenowEmulator>
type Ledger = StateOf<typeof createNetsuiteEmulator>
type DealOf = ReadonlyMap<string, string>

function watch(governor: Ledger['governor'], count: Concurrency): void {
  const enter = governor.enter.bind(governor)
  governor.enter = () => {
    const isIn = enter()
    if (isIn) count.highest = Math.max(count.highest, governor.running)
    else count.refused += 1
    return isIn
  }
}

/** A draft that is taken back is deleted. What was in force stays Activated, which the API cannot change, with the day on which it ended. */
function readContracts(org: Org): BookRow[] {
  const { live, deleted } = org.tables.get('Contract') ?? { live: new Map(), deleted: new Map() }
  const toRow = (row: { Id: string; [field: string]: unknown }, stands: boolean): BookRow[] =>
    typeof row.Opportunity__c === 'string'
      ? [{ kind: 'contract', id: row.Id, of: row.Opportunity__c, stands }]
      : []
  return [
    ...[...live.values()].flatMap((row) => toRow(row, row.Ended_On__c == null)),
    ...[...deleted.values()].flatMap((row) => toRow(row, false)),
  ]
}

const ERP_KINDS: Readonly<Record<string, BookKind>> = { salesorder: 'order', invoice: 'posting' }

function readErp({ database }: Ledger, dealOf: DealOf): BookRow[] {
  const customers = database
    .prepare('select id, externalid as "of", isinactive from customer where externalid is not null')
    .all()
  const documents = database
    .prepare(
      `select id, recordtype, status, voided, custbody_salesforce_contract_id as contract from "transaction"
       where recordtype in ('salesorder', 'invoice')`,
    )
    .all()
  return [
    ...customers.map((row): BookRow => {
      const { id, of, isinactive } = row
      return { kind: 'ERP customer', id: String(id), of: String(of), stands: isinactive !== 'T' }
    }),
    ...documents.flatMap(({ id, recordtype, status, voided, contract }): BookRow[] => {
      const [kind, of] = [ERP_KINDS[String(recordtype)], dealOf.get(String(contract))]
      if (!kind || of === undefined) return []
      return [
        { kind, id: String(id), of, stands: voided !== 'T' && !['C', 'H', 'V'].includes(String(status)) },
      ]
    }),
  ]
}

function readBilling({ collections }: Account, dealOf: DealOf): BookRow[] {
  const metadataOf = (row: Account['collections']['invoices'][number], name: string): string =>
    String((row.metadata as Record<string, unknown> | undefined)?.[name] ?? '')
  const documents = (kind: BookKind, rows: Account['collections']['invoices'], gone: readonly string[]) =>
    rows.flatMap((row): BookRow[] => {
      const of = dealOf.get(metadataOf(row, 'salesforce_contract_id'))
      return of === undefined ? [] : [{ kind, id: row.id, of, stands: !gone.includes(String(row.status)) }]
    })
  return [
    ...collections.customers.map(
      (row): BookRow => ({
        kind: 'billing customer',
        id: row.id,
        of: metadataOf(row, 'salesforce_account_id'),
        stands: true,
      }),
    ),
    ...documents('subscription', collections.subscriptions, ['canceled', 'incomplete_expired']),
    ...documents('invoice', collections.invoices, ['void', 'uncollectible']),
  ]
}

function readSupport({ tables }: Instance, dealOf: DealOf): BookRow[] {
  const rowsOf = (table: string) => [...(tables.get(table)?.rows.values() ?? [])]
  const contractOf = new Map(
    rowsOf('sn_pss_core_service_contract').map((row) => [row.sys_id, row.u_crm_contract_id ?? '']),
  )
  return [
    ...rowsOf('customer_account').map(
      (row): BookRow => ({
        kind: 'support account',
        id: row.sys_id ?? '',
        of: row.u_crm_account_id ?? '',
        stands: true,
      }),
    ),
    ...rowsOf('service_entitlement').flatMap((row): BookRow[] => {
      const of = dealOf.get(contractOf.get(row.contract) ?? '')
      if (of === undefined) return []
      return [{ kind: 'entitlement', id: row.sys_id ?? '', of, stands: row.state === 'active' }]
    }),
  ]
}
