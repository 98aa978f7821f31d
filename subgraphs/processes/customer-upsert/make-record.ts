import type { Identity, NativeRef } from '#shared/crosswalk.ts'
import { isWeftError, WeftError } from '#shared/errors.ts'
import type { Written } from '#shared/writes.ts'
import type { StepContext } from '../process.ts'
import { writesOf } from '../steps/written.ts'
import { addressOf } from './address.ts'
import type { CustomerChange, NewCustomerFacts, UpsertFacts, WritableDomain } from './facts.ts'
import { type Described, describe } from './prepare-new.ts'
import { readCustomer } from './records.ts'

type Making = { change: CustomerChange; customer: NewCustomerFacts }

/** Makes a customer's record in one system, once, and sees that Weft knows whose it is. */
export async function makeRecord(
  { newCustomer, changes }: UpsertFacts,
  change: CustomerChange,
  step: StepContext,
): Promise<Written> {
  if (!newCustomer) throw new WeftError('INTERNAL', 'nothing is known of a customer that is to be made')
  const making = { change, customer: newCustomer }
  if (change.domain === 'CRM') return makeInCrm(making, step)
  const crmNativeId = certainlyMadeInCrm(changes, step).nativeId
  if (change.domain === 'ERP') return makeInErp(making, crmNativeId, step)
  const erpNativeId = madeIn('ERP', changes, step)?.nativeId
  return makeInBilling(making, { crmNativeId, erpNativeId }, step)
}

/** Takes it back, where nothing hangs on it. */
export async function unmakeRecord(
  { domain, connectionId }: CustomerChange,
  { ref, version }: Pick<Written, 'ref' | 'version'>,
  step: StepContext,
): Promise<Written> {
  const { tools, call } = step
  if (domain === 'ERP') return writesOf(tools.erp(connectionId)).setCustomerActive(ref.nativeId, false, call)
  if (domain === 'BILLING') return writesOf(tools.billing(connectionId)).removeCustomer(ref.nativeId, call)
  const written = await writesOf(tools.crm(connectionId)).removeCustomer(
    { nativeId: ref.nativeId, version },
    call,
  )
  // It may have been an earlier attempt that took it away.
  const isGone = !(await readCustomer({ domain, connectionId, nativeId: ref.nativeId }, step))
  if (isGone) await tools.forgetCustomer(ref)
  return written
}

async function makeInCrm({ change, customer }: Making, step: StepContext): Promise<Written> {
  const described = describe(change.after, customer)
  try {
    await assertAlone(described, customer, step)
    const { displayName, legalName, billingAddress } = change.after
    const written = await writesOf(step.tools.crm(change.connectionId)).createCustomer(
      {
        name: displayName ?? '',
        legalName: legalName ?? undefined,
        domain: customer.domain,
        taxId: customer.taxId,
        businessUnitKey: customer.businessUnitKey,
        billingAddress: billingAddress ? addressOf(billingAddress) : undefined,
      },
      step.call,
    )
    await step.tools.learnCustomer(identityOf(written, { described, customer, step }))
    await release(described, step)
    return written
  } catch (error) {
    if (isWeftError(error) && !error.retryable) await release(described, step)
    throw error
  }
}

/**
 * Two runs that make one customer have both found nobody when they looked. So who makes one holds its marks meanwhile, and looks
 * again when it holds them; from then on nobody else makes it before matching knows it. That it has looked stays known by the
 * write's key: a further attempt would find what the first has made.
 */
async function assertAlone(
  described: Described,
  { goneIds }: NewCustomerFacts,
  { tools, runId, call: { idempotencyKey } }: StepContext,
): Promise<void> {
  const held = await tools.claims.find('NEW_CUSTOMER', { runId })
  if (held.some(({ subject }) => subject === idempotencyKey)) return
  for (const mark of tools.marksOf(described))
    if (!(await tools.claims.take('NEW_CUSTOMER', mark, runId)))
      throw new WeftError('DUPLICATE_RECORD', 'a customer of that name or number is being made already')
  const other = (await tools.findAlike(described)).find(({ id }) => !goneIds.includes(id))
  if (other) throw new WeftError('DUPLICATE_RECORD', `it may be the customer ${other.id}, made meanwhile`)
  await tools.claims.take('NEW_CUSTOMER', idempotencyKey, runId)
}

async function release(described: Described, { tools, runId }: StepContext): Promise<void> {
  for (const mark of tools.marksOf(described)) await tools.claims.drop('NEW_CUSTOMER', mark, runId)
}

/** What the CRM will say of it when it is next asked. */
function identityOf(
  { ref, url }: Written,
  { described, customer, step }: { described: Described; customer: NewCustomerFacts; step: StepContext },
): Identity {
  return {
    ...described,
    type: 'Customer',
    ref,
    sku: undefined,
    foreignRefs: [],
    parentNativeId: undefined,
    businessUnitKey: customer.businessUnitKey,
    updatedAt: step.now,
    url,
  }
}

/** Key of the step that writes the change at a place. */
export const stepKeyOf = (place: number): string => `write-customer-${place + 1}`

/** What an earlier step has made in a system. */
const madeIn = (domain: WritableDomain, changes: readonly CustomerChange[], step: StepContext) =>
  step.outcomeOf(stepKeyOf(changes.findIndex((change) => change.domain === domain)))?.record?.ref

function certainlyMadeInCrm(changes: readonly CustomerChange[], step: StepContext): NativeRef {
  const ref = madeIn('CRM', changes, step)
  if (!ref) throw new WeftError('INTERNAL', 'the CRM has no record of the customer')
  return ref
}

/** The canonical id; of a customer that is made, by what the CRM has of it. */
export async function customerIdOf({ customerId, changes }: UpsertFacts, step: StepContext): Promise<string> {
  if (customerId !== undefined) return customerId
  const [id] = await step.tools.crosswalk.findIds('Customer', [certainlyMadeInCrm(changes, step)])
  if (id === undefined) throw new WeftError('INTERNAL', 'the customer has no id')
  return id
}

function makeInErp(
  { change, customer }: Making,
  crmNativeId: string,
  { tools, call }: StepContext,
): Promise<Written> {
  const { legalName, billingAddress, paymentTermsCode } = change.after
  return writesOf(tools.erp(change.connectionId)).createCustomer(
    {
      name: legalName ?? '',
      legalName: legalName ?? '',
      legalEntityNativeId: customer.erp?.legalEntityNativeId ?? '',
      currencyCode: customer.erp?.currencyCode ?? '',
      paymentTermsCode: paymentTermsCode ?? undefined,
      email: customer.billingEmail,
      address: billingAddress ? addressOf(billingAddress) : undefined,
      taxIdentifiers: customer.taxIdentifiers,
      crmNativeId,
    },
    call,
  )
}

function makeInBilling(
  { change, customer }: Making,
  known: { crmNativeId: string; erpNativeId: string | undefined },
  { tools, call }: StepContext,
): Promise<Written> {
  const { legalName, billingAddress } = change.after
  return writesOf(tools.billing(change.connectionId)).createCustomer(
    {
      name: legalName ?? '',
      email: customer.billingEmail,
      address: billingAddress ? addressOf(billingAddress) : undefined,
      taxIdentifiers: customer.taxIdentifiers.filter(({ scheme }) => scheme !== 'unknown'),
      ...known,
    },
    call,
  )
}
