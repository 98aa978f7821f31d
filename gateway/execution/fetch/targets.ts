import { block, compileFunction, createConstants, property, type Source } from '../generate/source.ts'
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

/** Compiles what `targetsAt` does for one path, as loops in loops; what is not as the path says is left to `collectAt`. */
export function generateTargets(path: readonly string[]): (root: Target) => Target[] {
  const constants = createConstants()
  const collect = constants.nameOf(collectAt)
  const pathName = constants.nameOf(path)
  const visit = (value: Source, depth: number): Source[] => {
    const key = path[depth]
    const otherwise = `else ${collect}(${value}, ${pathName}, ${depth}, found)`
    const isObject = `typeof ${value} === 'object' && ${value} !== null && !Array.isArray(${value})`
    if (key === undefined) return [block(isObject, [`found.push(${value})`]), otherwise]
    const [below, index] = [`value${depth + 1}`, `index${depth}`]
    if (key !== '@')
      return [
        block(isObject, [`const ${below} = ${property(value, key)}`, ...visit(below, depth + 1)]),
        otherwise,
      ]
    const loop = [
      `for (let ${index} = 0; ${index} < ${value}.length; ${index} += 1) {`,
      `const ${below} = ${value}[${index}]`,
      ...visit(below, depth + 1),
      '}',
    ]
    return [block(`Array.isArray(${value})`, loop), otherwise]
  }
  return compileFunction(['value0'], ['const found = []', ...visit('value0', 0), 'return found'], constants)
}
