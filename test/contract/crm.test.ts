import { createSalesforceEmulator } from '#crm/providers/salesforce/emulator/index.ts'
import { createSalesforceProvider } from '#crm/providers/salesforce/index.ts'
import { salesforceId } from '#demo-world/native-ids.ts'
import { testCrmProvider } from './crm.ts'

testCrmProvider({
  vendor: 'salesforce',
  createEmulator: createSalesforceEmulator,
  createProvider: createSalesforceProvider,
  unknownId: salesforceId('001', 'nobody'),
})
