import type { Measure } from './expansion.ts'

/** Fields of the operation itself: each is a search or a command of its own. */
export const rootFields: Measure = {
  ofField: () => 1,
  ofFragment: (inside) => inside,
  combine: (a, b) => a + b,
}
