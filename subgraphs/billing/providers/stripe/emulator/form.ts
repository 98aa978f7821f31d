import { invalid } from './errors.ts'

/** Parameters as Stripe reads them: text, lists and nested objects. */
export type Param = string | Param[] | { [name: string]: Param }
export type Params = { [name: string]: Param }

/** Reads `a[b]=1`, `a[0][b]=1` and `a[]=1` of a query or a form body. https://docs.stripe.com/api (read 2026-11-22) */
export function parseForm(pairs: Iterable<[string, string]>): Params {
  const params: Params = {}
  for (const [key, value] of pairs) {
    const match = /^([^[\]]+)((?:\[[^[\]]*\])*)$/.exec(key)
    if (!match?.[1]) throw invalid(`Invalid parameter name: ${key}`)
    const path = [match[1], ...[...(match[2] ?? '').matchAll(/\[([^[\]]*)\]/g)].map(([, part]) => part ?? '')]
    assign(params, path, value)
  }
  return listify(params) as Params
}

function assign(target: Params, [name = '', ...rest]: string[], value: string): void {
  const key = name === '' ? String(Object.keys(target).length) : name
  if (rest.length === 0) {
    target[key] = value
    return
  }
  const known = target[key]
  const child = known !== undefined && typeof known !== 'string' && !Array.isArray(known) ? known : {}
  target[key] = child
  assign(child, rest, value)
}

/** An object whose names are 0, 1, 2 … is a list. */
function listify(param: Param): Param {
  if (typeof param === 'string' || Array.isArray(param)) return param
  const entries = Object.entries(param).map(([name, value]): [string, Param] => [name, listify(value)])
  const isList = entries.length > 0 && entries.every(([name], index) => name === String(index))
  return isList ? entries.map(([, value]) => value) : Object.fromEntries(entries)
}

export function textOf(params: Params, name: string): string | undefined {
  const value = params[name]
  return typeof value === 'string' ? value : undefined
}

export function listOf(params: Params, name: string): string[] {
  const value = params[name]
  if (value === undefined) return []
  if (!Array.isArray(value)) throw invalid('Invalid array', name)
  return value.filter((item) => typeof item === 'string')
}
