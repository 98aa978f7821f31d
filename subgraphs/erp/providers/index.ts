import { createNetsuiteProvider } from './netsuite/index.ts'

/** Vendor → what makes its provider. Generated from the folders beside this file. */
export const erpProviders = {
  netsuite: createNetsuiteProvider,
}
