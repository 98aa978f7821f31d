import assert from 'node:assert/strict'
import type { ErpWrites, NewInvoice, NewLine, NewOrder } from '#erp/writes.ts'
import type { Answer } from '#shared/answer.ts'
import { dayOf } from '#shared/clock.ts'
import { isWeftError, type WeftError } from '#shared/errors.ts'
import { formatAmount, type Money, parseMoney } from '#shared/money.ts'
import type { WriteCall } from '#shared/writes.ts'
import { readable } from '../support/readable.ts'
import { type ErpVendor, type ErpWorld, startErpWorld } from './erp-world.ts'

export const TODAY = dayOf(new Date())
export const text = (value: Money): string => `${formatAmount(value)} ${value.currencyCode}`

export function got<Value>(answer: Answer<Value>): Exclude<Value, WeftError | undefined> {
  assert.ok(answer !== undefined && !isWeftError(answer), 'the ERP has this record')
  return answer as Exclude<Value, WeftError | undefined>
}

/** A customer of the demo world to whom things are sold, and the ids that other systems would give to what is sold. */
export interface Sale {
  world: ErpWorld
  writes: ErpWrites
  customer: string
  legalEntity: string
  currencyCode: string
  lines: readonly NewLine[]
  call(key: string): WriteCall
}

export async function startSale(
  vendor: ErpVendor,
  companyKey = 'acme',
  unitPrice = '123.45',
): Promise<Sale & AsyncDisposable> {
  const world = await startErpWorld(vendor)
  const { writes } = world.provider
  assert.ok(writes)
  const customer = await world.customer(companyKey)
  const [record] = await world.provider.getCustomers([customer], world.call())
  const { legalEntity, currencyCode = '' } = got(record)
  const price = parseMoney(unitPrice, currencyCode)
  const line = async (sku: string, quantity: bigint): Promise<NewLine> => ({
    productNativeId: await world.product(sku),
    quantity: String(quantity),
    unitPrice: price,
    amount: { ...price, minorUnits: price.minorUnits * quantity },
    description: `Line of ${sku}`,
  })
  return {
    world,
    writes,
    customer,
    legalEntity: legalEntity?.source.nativeId ?? '',
    currencyCode,
    lines: [await line('NW-SUP-P', 3n), await line('NW-ONB', 1n)],
    call: (idempotencyKey) => ({ ...world.call(), idempotencyKey }),
    [Symbol.asyncDispose]: () => world[Symbol.asyncDispose](),
  }
}

export const orderOf = (
  { customer, legalEntity, currencyCode, lines }: Sale,
  crmContractId: string,
): NewOrder => ({
  customerNativeId: customer,
  legalEntityNativeId: legalEntity,
  currencyCode,
  orderedOn: TODAY,
  purchaseOrderNumber: 'PO-77',
  crmContractId,
  crmOpportunityId: '006000000000001',
  lines,
})

/** What billing makes of the order, with a tax that no rate gives: to the last digit it is billing's. */
export function invoiceOf(sale: Sale, name: string, orderNativeId: string | undefined): NewInvoice {
  const { customer, legalEntity, currencyCode } = sale
  const lines = sale.lines.map((line, index) => ({ ...line, billingLineId: `il_${name}_${index}` }))
  const tax = { currencyCode, minorUnits: 1_237n }
  const total = lines.reduce((sum, { amount }) => sum + amount.minorUnits, tax.minorUnits)
  return {
    customerNativeId: customer,
    orderNativeId,
    legalEntityNativeId: legalEntity,
    currencyCode,
    postedOn: TODAY,
    dueOn: TODAY,
    invoiceNumber: `INV-${name}`,
    billingInvoiceId: `in_${name}`,
    crmContractId: `800${name}`,
    lines,
    tax,
    total: { currencyCode, minorUnits: total },
  }
}

interface Books {
  orders: number
  cancelled: number
  receivable: bigint
  unapplied: bigint
}

/** How many orders the customer has, what it owes and what it has paid ahead: a second effect would show there. */
export async function books({ world, customer }: Sale): Promise<Books> {
  const call = world.call()
  const [[orders], [balance]] = await Promise.all([
    world.provider.listOrders(
      [{ customerNativeId: customer, first: 200, after: undefined, statuses: undefined }],
      call,
    ),
    world.provider.getBalances([customer], TODAY, call),
  ])
  const { receivable, unapplied } = got(balance)
  const { items } = readable(got(orders))
  return {
    orders: items.length,
    cancelled: items.filter(({ status }) => status === 'CANCELLED').length,
    receivable: receivable.minorUnits,
    unapplied: unapplied.minorUnits,
  }
}

/** What `work` has done to the books. */
export async function effectOf(sale: Sale, work: () => Promise<void>): Promise<Books> {
  const before = await books(sale)
  await work()
  const after = await books(sale)
  return {
    orders: after.orders - before.orders,
    cancelled: after.cancelled - before.cancelled,
    receivable: after.receivable - before.receivable,
    unapplied: after.unapplied - before.unapplied,
  }
}

export async function post(sale: Sale, name: string) {
  const { writes, call } = sale
  const order = orderOf(sale, `800${name}`)
  const { ref } = await untilDone(() => writes.createOrder(order, call(`${name}:create-order`)))
  const asked = invoiceOf(sale, name, ref.nativeId)
  const invoice = await untilDone(() => writes.postInvoice(asked, call(`${name}:post`)))
  return { orderId: ref.nativeId, invoice }
}

/** Two orders with their invoices: one is paid, one is taken back. */
export async function sell(sale: Sale, name: string): Promise<void> {
  const { writes, call, customer: customerNativeId, currencyCode } = sale
  const { invoice } = await post(sale, name)
  const payment = {
    customerNativeId,
    invoiceNativeId: invoice.ref.nativeId,
    amount: { currencyCode, minorUnits: 10_000n },
    receivedOn: TODAY,
    billingPaymentId: `pi_${name}`,
  }
  await untilDone(() => writes.recordPayment(payment, call(`${name}:pay`)))
  const { invoice: wrong } = await post(sale, `${name}-wrong`)
  const asked = {
    nativeId: wrong.ref.nativeId,
    version: wrong.version,
    today: TODAY,
    reason: 'A test',
    isDuplicate: false,
  }
  const { how } = await untilDone(() => writes.takeBackInvoice(asked, call(`${name}:take-back`)))
  assert.equal(how, 'VOIDED')
}

/** Again while it fails for now, as whoever runs writes does. */
async function untilDone<Result>(write: () => Promise<Result>, attempts = 3): Promise<Result> {
  try {
    return await write()
  } catch (error) {
    if (isWeftError(error) && error.retryable && attempts > 1) return untilDone(write, attempts - 1)
    throw error
  }
}
