import { createSalesforceEmulator } from '../crm/providers/salesforce/emulator/index.ts'
import { createStripeEmulator } from '../billing/providers/stripe/emulator/index.ts'
import { createServicenowEmulator } from '../support/providers/servicenow/emulator/index.ts'
import { createNetsuiteEmulator } from '../erp/providers/netsuite/emulator/index.ts'

/** Vendor → its domain and what makes its emulator. Generated from the folders of the domains. */
export const emulators = {
  'salesforce': { domain: 'CRM', create: createSalesforceEmulator },
  'stripe': { domain: 'BILLING', create: createStripeEmulator },
  'servicenow': { domain: 'SUPPORT', create: createServicenowEmulator },
  'netsuite': { domain: 'ERP', create: createNetsuiteEmulator },
} as const
