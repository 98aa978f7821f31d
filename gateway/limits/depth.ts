import type { Measure } from './expansion.ts'

/** Fields below one another: `{ a { b } }` is 2. */
export const depth: Measure = {
  ofField: (_field, inside) => 1 + inside,
  ofFragment: (inside) => inside,
  combine: Math.max,
}
