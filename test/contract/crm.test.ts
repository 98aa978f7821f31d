import { createSalesforceEmulator } from '#crm/providers/salesforce/emulator/index.ts'
import { createSalesforceProvider } from '#crm/providers/salesforce/index.ts'
import { salesforceId } from '#demo-world/native-ids.ts'
import { testCrmProvider } from './crm.ts'
import { testCrmWrites } from './crm-writes.ts'

const salesforce = {
  vendor: 'salesforce',
  createEmulator: createSalesforceEmulator,
  createProvider: createSalesforceProvider,
  unknownId: salesforceId('001', 'nobody'),
}

testCrmProvider(salesforce)
testCrmWrites({ ...salesforce, writes: { method: 'POST', path: '/services/data/v66.0/composite' } })
