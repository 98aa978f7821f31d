import { createStripeProvider } from './stripe/index.ts'

/** Vendor → what makes its provider. Generated from the folders beside this file. */
export const billingProviders = {
  stripe: createStripeProvider,
}
