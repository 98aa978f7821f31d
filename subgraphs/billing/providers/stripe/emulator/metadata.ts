import { invalid } from './errors.ts'

/** Keys to set, those with an empty value to remove; null removes all. */
export type GivenMetadata = Record<string, string> | null

const MOST_METADATA = 50

/** Metadata after a write; as it was where none was given. */
export function mergeMetadata(current: unknown, given: GivenMetadata | undefined): Record<string, string> {
  if (given === null) return {}
  const merged = Object.entries({ ...(current as Record<string, string>), ...given })
  const kept = merged.filter(([, value]) => value !== '')
  if (kept.length > MOST_METADATA)
    throw invalid(`You can only have up to ${MOST_METADATA} metadata keys`, 'metadata')
  return Object.fromEntries(kept)
}
