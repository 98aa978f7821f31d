import type { Instance, InstanceTable } from '../state.ts'

/** A new instance counts from 1; import sets begin at 10001, as in the vendor's samples. */
const FIRST: Readonly<Record<string, number>> = { ISET: 10_001 }

/** `CS0001011`: the table's prefix and seven digits, higher than any before, also than those of deleted records. */
export function nextNumber({ latestNumbers }: Instance, table: InstanceTable): string {
  const { name, numberPrefix = '', rows } = table
  const given = [...rows.values()].map((row) => Number(row.number?.slice(numberPrefix.length)) || 0)
  const latest = Math.max(latestNumbers.get(name) ?? (FIRST[numberPrefix] ?? 1) - 1, ...given)
  latestNumbers.set(name, latest + 1)
  return numberPrefix + String(latest + 1).padStart(7, '0')
}
