import { isDeepStrictEqual } from 'node:util'
import type { CallContext } from '#shared/connections/call-context.ts'
import type { WriteCall, Written } from '#shared/writes.ts'
import { answered } from '../answers.ts'
import { writesOf } from '../steps/written.ts'
import type { ProcessTools } from '../tools.ts'
import { addressOf, keepAddress } from './address.ts'
import type { CustomerChange, CustomerField, CustomerFields, WritableDomain } from './facts.ts'

/** Which fields of a customer each system has. The ERP knows one name, the legal one, and so does billing. */
export const FIELDS_OF: Readonly<Record<WritableDomain, readonly CustomerField[]>> = {
  CRM: ['displayName', 'legalName', 'billingAddress'],
  BILLING: ['legalName', 'billingAddress'],
  ERP: ['legalName', 'billingAddress', 'paymentTermsCode'],
}

/** The one system whose word counts for a field that no other has. */
export const ONLY_IN: Readonly<Partial<Record<CustomerField, WritableDomain>>> = {
  displayName: 'CRM',
  paymentTermsCode: 'ERP',
}

export interface ReadCustomer {
  fields: CustomerFields
  /** Undefined where the system does not say. */
  changedAt: Date | undefined
}

type Place = Pick<CustomerChange, 'domain' | 'connectionId'> & { nativeId: string }

/** What a system has of a customer now; undefined: it has no such record. */
export async function readCustomer(
  place: Place,
  { tools, call }: { tools: ProcessTools; call: CallContext },
): Promise<ReadCustomer | undefined> {
  const { domain, connectionId, nativeId } = place
  switch (domain) {
    case 'CRM': {
      const [answer] = await tools.crm(connectionId).getCustomers([nativeId], call)
      const record = answered(answer)
      return record && read(record.source, { displayName: record.name, ...shared(record) })
    }
    case 'BILLING': {
      const [answer] = await tools.billing(connectionId).getCustomers([{ nativeId, crmNativeIds: [] }], call)
      const record = answered(answer)
      return record && read(record.source, shared(record))
    }
    case 'ERP': {
      const [answer] = await tools.erp(connectionId).getCustomers([nativeId], call)
      const record = answered(answer)
      const paymentTermsCode = record?.paymentTerms?.code ?? null
      return record && read(record.source, { ...shared(record), paymentTermsCode })
    }
  }
}

const read = (
  { sourceUpdatedAt: changedAt }: { sourceUpdatedAt: Date | undefined },
  fields: CustomerFields,
): ReadCustomer => ({ fields, changedAt })

const shared = ({
  legalName,
  billingAddress,
}: {
  legalName: string | undefined
  billingAddress: Parameters<typeof keepAddress>[0]
}): CustomerFields => ({ legalName: legalName ?? null, billingAddress: keepAddress(billingAddress) })

/** Gives a customer's record other values. Terms that it did not have cannot be taken away from it. */
export function writeCustomer(
  { domain, connectionId, nativeId }: Place,
  fields: CustomerFields,
  { tools, call }: { tools: ProcessTools; call: WriteCall },
): Promise<Written> {
  const { displayName, legalName, billingAddress, paymentTermsCode } = fields
  const name = displayName === undefined ? {} : { name: displayName ?? '' }
  const legal = legalName === undefined ? {} : { legalName: legalName ?? '' }
  const address = billingAddress === undefined ? undefined : addressOf(billingAddress)
  switch (domain) {
    case 'CRM':
      return writesOf(tools.crm(connectionId)).updateCustomer(
        { nativeId, ...name, ...legal, billingAddress: address },
        call,
      )
    case 'BILLING':
      return writesOf(tools.billing(connectionId)).updateCustomer(
        { nativeId, name: legal.legalName, address },
        call,
      )
    case 'ERP':
      return writesOf(tools.erp(connectionId)).updateCustomer(
        { nativeId, ...legal, address, paymentTermsCode: paymentTermsCode ?? undefined },
        call,
      )
  }
}

/** Whether all of these fields have these values. */
export function holds(fields: CustomerFields, wanted: CustomerFields): boolean {
  const { paymentTermsCode: terms, ...others } = wanted
  return (
    (terms === undefined || plain(terms) === plain(fields.paymentTermsCode ?? null)) &&
    Object.entries(others).every(([field, value]) =>
      isDeepStrictEqual(fields[field as CustomerField] ?? null, value),
    )
  )
}

/** `NET_30` and `Net 30` are the same terms. */
const plain = (code: string | null): string | undefined => code?.toLowerCase().replaceAll(/[^a-z0-9]/g, '')
