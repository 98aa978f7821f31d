import type { NativeFields } from '../native-fields.ts'
import { itemColumns, SUBSIDIARY_COLUMNS } from './joins.ts'
import { type Need, placesFor } from './need.ts'

export const productsNeed = (ids: readonly string[], fields: NativeFields): Need => ({
  columns: itemColumns(fields),
  from: `FROM item i WHERE i.id IN ${placesFor(ids)}`,
  params: ids,
})

export const legalEntitiesNeed = (ids: readonly string[]): Need => ({
  columns: SUBSIDIARY_COLUMNS,
  from: `FROM subsidiary s LEFT JOIN currency sc ON sc.id = s.currency WHERE s.id IN ${placesFor(ids)}`,
  params: ids,
})
