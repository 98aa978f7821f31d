import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Stripe } from 'stripe'
import { type Emulator, startEmulator } from '#shared/emulator/emulator.ts'
import { createStripeEmulator } from './index.ts'

// An account for tests, asked with nothing but the official client.

export interface TestAccount extends AsyncDisposable {
  emulator: Emulator
  /** The official client as its users configure it, with nothing of ours. */
  stripe: Stripe
  /** Posts to the emulator's control endpoints. */
  control(path: string, body: object): Promise<void>
  /** Moves the emulator's clock. */
  pass(seconds: number): Promise<void>
  /** Types of the events since the last call, oldest first. */
  told(): Promise<string[]>
}

export const DAY = 86_400

export async function startAccount(): Promise<TestAccount> {
  const emulator = await startEmulator(createStripeEmulator())
  const stripe = clientOf(emulator)
  const control = async (path: string, body: object): Promise<void> => {
    const answer = await fetch(`${emulator.baseUrl}/__emulator/${path}`, {
      method: 'POST',
      body: JSON.stringify(body),
    })
    if (answer.status !== 200) throw new Error(await answer.text())
  }
  const seen = new Set<string>()
  return {
    emulator,
    stripe,
    control,
    pass: (advanceSeconds) => control('clock', { advanceSeconds }),
    async told() {
      const events = await stripe.events.list({ limit: 100 })
      const fresh = events.data.filter(({ id }) => !seen.has(id))
      for (const { id } of fresh) seen.add(id)
      return fresh.map(({ type }) => type as string).reverse()
    },
    [Symbol.asyncDispose]: () => emulator.close(),
  }
}

export function clientOf({ baseUrl, credentials }: Emulator, options: Stripe.StripeConfig = {}): Stripe {
  const { hostname, port } = new URL(baseUrl)
  return new Stripe(credentials.apiKey ?? '', {
    host: hostname,
    port,
    protocol: 'http',
    telemetry: false,
    maxNetworkRetries: 0,
    ...options,
  })
}

/** A customer, and with `card` one that is charged to it. */
export async function createCustomer({ stripe }: TestAccount, card?: string): Promise<Stripe.Customer> {
  const customer = await stripe.customers.create({
    name: 'Vandelay Industries',
    email: 'ap@vandelay.example',
  })
  if (card === undefined) return customer
  const { id } = await stripe.paymentMethods.attach(card, { customer: customer.id })
  return stripe.customers.update(customer.id, { invoice_settings: { default_payment_method: id } })
}

/** A monthly price of 100.00 USD. */
export function createPrice({ stripe }: TestAccount, unit_amount = 10_000): Promise<Stripe.Price> {
  return stripe.prices.create({
    currency: 'usd',
    unit_amount,
    recurring: { interval: 'month' },
    product_data: { name: 'Latex' },
  })
}

/** An open invoice of 250.00 USD that is sent, due in 30 days. */
export async function openInvoice(
  { stripe }: TestAccount,
  customer: string,
  amount = 25_000,
): Promise<Stripe.Invoice> {
  const { id } = await stripe.invoices.create({
    customer,
    currency: 'usd',
    collection_method: 'send_invoice',
    days_until_due: 30,
  })
  await stripe.invoiceItems.create({ customer, invoice: id, amount, currency: 'usd', description: 'Latex' })
  return stripe.invoices.finalizeInvoice(id)
}

export interface Receiver extends AsyncDisposable {
  url: string
  received: { body: string; signature: string }[]
  /** Resolves when so many were received. */
  until(count: number): Promise<void>
  /** What it answers from now on. */
  answer: number
}

/** Somebody who takes webhooks. */
export async function startReceiver(): Promise<Receiver> {
  const received: Receiver['received'] = []
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    received.push({ body, signature: String(request.headers['stripe-signature']) })
    response.writeHead(receiver.answer).end()
    server.emit('received')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const receiver: Receiver = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks`,
    received,
    answer: 200,
    async until(count) {
      while (received.length < count) await once(server, 'received')
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
  return receiver
}
