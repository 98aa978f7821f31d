import { netSuiteId } from '#demo-world/native-ids.ts'
import type { DemoWorld } from '#demo-world/world.ts'

/** The internal id of a record that the demo world names only in NetSuite's own tables. */
export const idOf = (recordType: string, key: string): number => Number(netSuiteId(recordType, key))

/** A day of the world as `YYYY-MM-DD`. */
export function dayIn(world: DemoWorld, days: number): string {
  return new Date(world.today.getTime() + days * 86_400_000).toISOString().slice(0, 10)
}
