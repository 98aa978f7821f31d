import type { Measure } from './expansion.ts'

/**
 * Everything that stands in a selection once its fragments are expanded: what planner and validation work through.
 * Spreads count too, or fragments that spread nothing but each other would be free.
 */
export const selections: Measure = {
  ofField: (_field, inside) => 1 + inside,
  ofFragment: (inside) => 1 + inside,
  combine: (a, b) => a + b,
}
