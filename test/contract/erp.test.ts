import { erpProviders } from '#erp/providers/index.ts'
import { emulators } from '../../subgraphs/__generated__/emulators.ts'
import { testErpProvider } from './erp.ts'
import { testErpGraph } from './erp-graph.ts'
import type { ErpVendor } from './erp-world.ts'
import { testErpWrites } from './erp-writes.ts'

for (const [vendor, createProvider] of Object.entries(erpProviders)) {
  const { create } = emulators[vendor as keyof typeof erpProviders]
  const erp: ErpVendor = { vendor, createProvider, emulator: create() as ErpVendor['emulator'] }
  testErpProvider(erp)
  testErpGraph(erp)
  testErpWrites(erp)
}
