import { supportProviders } from '#support/providers/index.ts'
import { createServicenowEmulator } from '#support/providers/servicenow/emulator/index.ts'
import { testSupportProvider } from './support.ts'
import { testSupportWrites } from './support-writes.ts'

const servicenow = {
  vendor: 'servicenow',
  createEmulator: createServicenowEmulator,
  createProvider: supportProviders.servicenow,
}

testSupportProvider(servicenow)
testSupportWrites({ ...servicenow, writePath: '/api/now/v2/table/' })
