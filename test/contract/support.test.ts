import { supportProviders } from '#support/providers/index.ts'
import { createServicenowEmulator } from '#support/providers/servicenow/emulator/index.ts'
import { testSupportProvider } from './support.ts'

testSupportProvider({
  vendor: 'servicenow',
  createEmulator: createServicenowEmulator,
  createProvider: supportProviders.servicenow,
})
