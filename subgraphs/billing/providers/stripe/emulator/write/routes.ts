import type { Route } from '#shared/emulator/emulator.ts'
import { ENDPOINT_ROUTES } from '../events/endpoints.ts'
import type { State } from '../state.ts'
import { CREDIT_NOTE_ROUTES } from './credit-notes.ts'
import { CUSTOMER_ROUTES } from './customers.ts'
import { INVOICE_ITEM_ROUTES } from './invoice-items.ts'
import { INVOICE_ROUTES } from './invoices.ts'
import { PAYMENT_INTENT_ROUTES } from './payment-intents.ts'
import { PAYMENT_METHOD_ROUTES } from './payment-methods.ts'
import { PREVIEW_ROUTES } from './preview.ts'
import { PRICE_ROUTES } from './prices.ts'
import { PRODUCT_ROUTES } from './products.ts'
import { REFUND_ROUTES } from './refunds.ts'
import { SUBSCRIPTION_SCHEDULE_ROUTES } from './subscription-schedules.ts'
import { SUBSCRIPTION_ROUTES } from './subscriptions.ts'
import { TAX_ID_ROUTES } from './tax-ids.ts'
import { TEST_CLOCK_ROUTES } from './test-clocks.ts'

/** The write half of Stripe's API, v1; a preview before the invoice whose id it would be taken for. */
export const WRITE_ROUTES: readonly Route<State>[] = [
  ...PREVIEW_ROUTES,
  ...CUSTOMER_ROUTES,
  ...TAX_ID_ROUTES,
  ...PAYMENT_METHOD_ROUTES,
  ...PRODUCT_ROUTES,
  ...PRICE_ROUTES,
  ...SUBSCRIPTION_ROUTES,
  ...SUBSCRIPTION_SCHEDULE_ROUTES,
  ...INVOICE_ROUTES,
  ...INVOICE_ITEM_ROUTES,
  ...PAYMENT_INTENT_ROUTES,
  ...REFUND_ROUTES,
  ...CREDIT_NOTE_ROUTES,
  ...ENDPOINT_ROUTES,
  ...TEST_CLOCK_ROUTES,
]
