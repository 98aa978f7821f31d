import type { ExecutionResult } from 'graphql'

type Path = readonly (string | number)[]

/** Where an error made the answer null: its own place, or the nearest place above that may be null. */
function nulledPlace(path: Path, data: unknown): string {
  let value = data
  const place: (string | number)[] = []
  for (const key of path) {
    if (typeof value !== 'object' || value === null) break
    value = (value as Record<string | number, unknown>)[key]
    place.push(key)
  }
  return place.join('.')
}

/** An answer in a form that is equal for every order in which a server may find the same errors. */
export function comparable({ data, errors }: ExecutionResult): { data: unknown; nulledBy: string[] } {
  const plain: unknown = JSON.parse(JSON.stringify(data ?? null))
  const places = (errors ?? []).map(({ path }) => nulledPlace(path ?? [], plain))
  return { data: plain, nulledBy: [...new Set(places)].sort() }
}
