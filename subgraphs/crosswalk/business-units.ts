import type { Clock } from '#shared/clock.ts'
import type { BusinessUnit } from '#shared/connections/configuration.ts'
import type { Crosswalk } from '#shared/crosswalk.ts'
import { mintId } from '#shared/global-id.ts'
import type { Store } from '#shared/store/store.ts'

/** A configured business unit with the ids that the graph knows it by. */
export interface BusinessUnitRecord {
  id: string
  key: string
  name: string
  region: string | undefined
  parentId: string | undefined
  legalEntityIds: string[]
}

/** The business units as configured, in the configuration's order. Complete in memory: asking costs nothing. */
export interface BusinessUnitDirectory {
  readonly all: readonly BusinessUnitRecord[]
  byId(id: string): BusinessUnitRecord | undefined
  byKey(key: string): BusinessUnitRecord | undefined
}

/** Mints an id for each unit at first sight of its key; the same key has the same id for ever. */
export async function openBusinessUnits(
  store: Store,
  crosswalk: Pick<Crosswalk, 'ensureIds'>,
  units: readonly BusinessUnit[],
  clock: Clock,
): Promise<BusinessUnitDirectory> {
  const keys = units.map(({ key }) => key)
  await store.query(
    `insert into crosswalk.business_units (key, id)
     select * from unnest($1::text[], $2::text[]) as added (key, id) order by key on conflict do nothing`,
    [keys, keys.map(() => mintId('BusinessUnit', clock.now()))],
  )
  const rows = await store.query<{ key: string; id: string }>(
    'select key, id from crosswalk.business_units where key = any($1)',
    [keys],
  )
  const idOf = new Map(rows.map(({ key, id }) => [key, id]))
  const all: BusinessUnitRecord[] = []
  for (const { key, name, region, parentKey, legalEntities = [] } of units) {
    all.push({
      id: idOf.get(key) ?? '',
      key,
      name,
      region,
      parentId: parentKey === undefined ? undefined : idOf.get(parentKey),
      legalEntityIds: await crosswalk.ensureIds('LegalEntity', legalEntities),
    })
  }
  const byId = new Map(all.map((unit) => [unit.id, unit]))
  const byKey = new Map(all.map((unit) => [unit.key, unit]))
  return { all, byId: (id) => byId.get(id), byKey: (key) => byKey.get(key) }
}
