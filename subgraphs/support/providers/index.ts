import { createServicenowProvider } from './servicenow/index.ts'

/** Vendor → what makes its provider. Generated from the folders beside this file. */
export const supportProviders = {
  servicenow: createServicenowProvider,
}
