import { WeftError } from '#shared/errors.ts'
import type { WriteCall, Written } from '#shared/writes.ts'
import type { CustomerChange, ErpWrites, NewCustomer } from '../../../writes.ts'
import { changedAddressBook, newAddressBook } from './address-book.ts'
import { ensureRecord } from './ensure-record.ts'
import { byExternalId, byInternalId, ownExternalId } from './external-id.ts'
import { NativeCustomer } from './native-records.ts'
import type { Body } from './record-api.ts'
import { assertUnchanged, readBack, required, toWritten, type WriteContext } from './write-context.ts'

type CustomerWrites = Pick<ErpWrites, 'createCustomer' | 'updateCustomer' | 'setCustomerActive'>

export const customerWrites = (context: WriteContext): CustomerWrites => ({
  createCustomer: (customer, call) => createCustomer(context, customer, call),
  updateCustomer: (change, call) => updateCustomer(context, change, call),
  setCustomerActive: (nativeId, isActive, call) => setCustomerActive(context, { nativeId, isActive }, call),
})

/**
 * The customer of a CRM account is one, so that the account's id is what an earlier attempt is known by, where it is the
 * external id (`fields.crmAccountId`). One that is there is found, whoever made it; of another subsidiary it is a duplicate.
 */
async function createCustomer(
  context: WriteContext,
  customer: NewCustomer,
  call: WriteCall,
): Promise<Written> {
  const { fields, records } = context
  const isNamedByCrm = fields.crmAccountId === 'externalid' && customer.crmNativeId !== undefined
  const key = byExternalId(
    'customer',
    (isNamedByCrm && customer.crmNativeId) || ownExternalId(call.idempotencyKey),
  )
  const { record, effect } = await ensureRecord(context, {
    find: () => records.find(key, NativeCustomer, call),
    make: async () => records.upsert(key, await toNative(context, customer, call), ['addressBook'], call),
  })
  if (effect === 'FOUND' && record.subsidiary?.id !== customer.legalEntityNativeId) {
    throw new WeftError('DUPLICATE_RECORD', 'the ERP has the customer in another subsidiary', {
      system: context.connection.id,
      reason: 'SUBSIDIARY_MISMATCH',
      externalId: record.id,
    })
  }
  return toWritten(context, 'customer', record, effect)
}

async function toNative(
  { fields, lookups }: WriteContext,
  customer: NewCustomer,
  call: WriteCall,
): Promise<Body> {
  const { paymentTermsCode, email, address, taxIdentifiers, crmNativeId } = customer
  const [currency, terms] = await Promise.all([
    lookups.getCurrency(customer.currencyCode, call),
    paymentTermsCode === undefined ? undefined : lookups.getTerms(paymentTermsCode, call),
  ])
  const [taxIdentifier] = taxIdentifiers
  return {
    isPerson: false,
    companyName: customer.legalName,
    subsidiary: { id: customer.legalEntityNativeId },
    currency: { id: currency },
    ...(terms === undefined ? {} : { terms: { id: terms } }),
    ...(email === undefined ? {} : { email }),
    ...(taxIdentifier === undefined ? {} : { [propertyOf(fields.taxId)]: taxIdentifier.value }),
    ...(crmNativeId === undefined || fields.crmAccountId === 'externalid'
      ? {}
      : { [propertyOf(fields.crmAccountId)]: crmNativeId }),
    ...(address === undefined ? {} : { addressBook: newAddressBook(address) }),
  }
}

/** NetSuite has one name for a company, the legal one: a change of `name` alone changes nothing. */
async function updateCustomer(
  context: WriteContext,
  change: CustomerChange,
  call: WriteCall,
): Promise<Written> {
  const { lookups, records } = context
  const key = byInternalId('customer', change.nativeId)
  const find = () => records.find(key, NativeCustomer, call)
  const [known, terms] = await Promise.all([
    required(context, 'customer', find()),
    change.paymentTermsCode === undefined ? undefined : lookups.getTerms(change.paymentTermsCode, call),
  ])
  const { legalName, address } = change
  const addressBook = address && changedAddressBook(known, address)
  const body = {
    ...(legalName === undefined || legalName === known.companyName ? {} : { companyName: legalName }),
    ...(terms === undefined || terms === known.terms?.id ? {} : { terms: { id: terms } }),
    ...(addressBook === undefined ? {} : { addressBook }),
  }
  // Looked at first: an earlier attempt of ours has made another version, too.
  if (Object.keys(body).length === 0) return toWritten(context, 'customer', known, 'FOUND')
  assertUnchanged(context, known, change.expectedVersion)
  await records.change(key, body, call)
  return toWritten(context, 'customer', await readBack(context, find), 'UPDATED')
}

async function setCustomerActive(
  context: WriteContext,
  { nativeId, isActive }: { nativeId: string; isActive: boolean },
  call: WriteCall,
): Promise<Written> {
  const { records } = context
  const key = byInternalId('customer', nativeId)
  const find = () => records.find(key, NativeCustomer, call)
  const known = await required(context, 'customer', find())
  if ((known.isInactive ?? false) === !isActive) return toWritten(context, 'customer', known, 'FOUND')
  await records.change(key, { isInactive: !isActive }, call)
  return toWritten(context, 'customer', await readBack(context, find), 'UPDATED')
}

/** SuiteQL's columns are lower case; the record service has its own spelling for fields that are not the account's own. */
const propertyOf = (column: string): string => (column === 'vatregnumber' ? 'vatRegNumber' : column)
