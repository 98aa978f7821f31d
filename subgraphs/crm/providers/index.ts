import { createSalesforceProvider } from './salesforce/index.ts'

/** Vendor → what makes its provider. Generated from the folders beside this file. */
export const crmProviders = {
  salesforce: createSalesforceProvider,
}
