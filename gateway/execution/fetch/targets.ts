import { isTarget, type Target } from '../planning/rewrites.ts'

function collectAt(value: unknown, path: readonly string[], depth: number, found: Target[]): void {
  if (Array.isArray(value)) {
    const next = path[depth] === '@' ? depth + 1 : depth
    for (const item of value) collectAt(item, path, next, found)
    return
  }
  if (!isTarget(value)) return
  const key = path[depth]
  if (key === undefined) found.push(value)
  else collectAt(value[key], path, depth + 1, found)
}

/** The objects at a path of the answer, in its order; what is null or missing is left out. */
export function targetsAt(root: Target, path: readonly string[]): Target[] {
  const found: Target[] = []
  collectAt(root, path, 0, found)
  return found
}
