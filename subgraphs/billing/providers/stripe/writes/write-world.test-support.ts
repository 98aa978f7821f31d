import assert from 'node:assert/strict'
import type { Stripe } from 'stripe'
import type { BillingWrites, NewItem, NewSubscription } from '#billing/writes.ts'
import type { Connection } from '#shared/connections/connection.ts'
import { isWeftError } from '#shared/errors.ts'
import { parseMoney } from '#shared/money.ts'
import { silentLogger } from '#shared/telemetry/logger.ts'
import type { WriteCall } from '#shared/writes.ts'
import { startAccount, type TestAccount } from '../emulator/test-account.ts'
import { createStripeProvider } from '../index.ts'

export const HOUR = 3600
export const DAY = 24 * HOUR

/** An account that is written into through the provider, and looked at through the official client. */
export interface WriteWorld extends AsyncDisposable {
  account: TestAccount
  stripe: Stripe
  writes: BillingWrites
  product: string
  now(): Date
  /** Time passes, for the account and for us. */
  pass(seconds: number): Promise<void>
  /** The same key on each attempt, until one is answered or refused for good. */
  insist<Answer>(write: () => Promise<Answer>): Promise<Answer>
}

let keys = 0
export const newKey = (): string => `run-${process.pid}:${++keys}`

export const keyed = (idempotencyKey = newKey()): WriteCall => ({
  correlationId: 'test',
  signal: new AbortController().signal,
  idempotencyKey,
})

export async function startWriteWorld(): Promise<WriteWorld> {
  const account = await startAccount()
  const { emulator, stripe } = account
  const connection: Connection = {
    id: 'billing',
    name: 'Billing',
    vendor: 'stripe',
    domain: 'BILLING',
    environment: 'SIMULATED',
    baseUrl: emulator.baseUrl,
    credentials: emulator.credentials,
    fields: {},
    timeoutMs: 5000,
  }
  let passedMs = 0
  const clock = { now: () => new Date(Date.now() + passedMs) }
  const provider = createStripeProvider(connection, { logger: silentLogger, clock })
  assert.ok(provider.writes)
  const product = await stripe.products.create({ name: 'Latex' })
  return {
    account,
    stripe,
    writes: provider.writes,
    product: product.id,
    now: clock.now,
    async pass(seconds) {
      passedMs += seconds * 1000
      await account.pass(seconds)
    },
    insist,
    async [Symbol.asyncDispose]() {
      await provider.close()
      await account[Symbol.asyncDispose]()
    },
  }
}

const MOST_ATTEMPTS = 4

async function insist<Answer>(write: () => Promise<Answer>): Promise<Answer> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await write()
    } catch (error) {
      if (!isWeftError(error) || !error.retryable || attempt === MOST_ATTEMPTS) throw error
    }
  }
}

/** Midnight UTC so many days from now. */
export function midnightIn(world: WriteWorld, days: number): Date {
  const day = new Date(world.now().getTime() + days * DAY * 1000)
  day.setUTCHours(0, 0, 0, 0)
  return day
}

export function itemOf(
  world: WriteWorld,
  { unitPrice = '100.00', currencyCode = 'USD', quantity = '3' } = {},
): NewItem {
  return {
    productNativeId: world.product,
    quantity,
    unitPrice: parseMoney(unitPrice, currencyCode),
    description: undefined,
  }
}

/** Three seats for a year from this morning, and 500.00 once, to be sent. */
export function subscriptionOf(
  world: WriteWorld,
  customerNativeId: string,
  more: Partial<NewSubscription> = {},
): NewSubscription {
  return {
    customerNativeId,
    currencyCode: 'USD',
    items: [itemOf(world)],
    oneTimeItems: [itemOf(world, { unitPrice: '500.00', quantity: '1' })],
    interval: 'YEAR',
    startsAt: midnightIn(world, 0),
    collectionMethod: 'SEND_INVOICE',
    netDays: 30,
    purchaseOrderNumber: 'PO-77',
    crmContractId: '800000000000001',
    erpOrderId: '4711',
    ...more,
  }
}
