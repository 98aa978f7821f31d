import type { Measure } from './expansion.ts'

/** Renamed fields: how an operation asks for one expensive field many times. */
export const aliases: Measure = {
  ofField: ({ alias }, inside) => (alias ? 1 : 0) + inside,
  ofFragment: (inside) => inside,
  combine: (a, b) => a + b,
}
