/** Somebody who answers the bench's queries: a file that runs in a process of its own. */
export interface Contestant {
  name: string
  file: string
  /** Where the subgraphs are: in the contestant's process, or over HTTP. `none`: there is no federation. */
  subgraphs: 'local' | 'http' | 'none'
  environment?: Readonly<Record<string, string>>
}

const HIVE = 'peers/hive.ts'
const RUST = { PLANNER: 'rust' }

/** Ours first; the order in which a round asks them. */
export const CONTESTANTS: readonly Contestant[] = [
  { name: 'weft engine', file: 'contestants/weft-engine.ts', subgraphs: 'local' },
  { name: 'weft + Apollo Server', file: 'contestants/weft-apollo.ts', subgraphs: 'local' },
  { name: 'weft engine, HTTP', file: 'contestants/weft-engine.ts', subgraphs: 'http' },
  { name: 'stock gateway', file: 'contestants/stock.ts', subgraphs: 'local' },
  { name: 'stock gateway, HTTP', file: 'contestants/stock.ts', subgraphs: 'http' },
  { name: 'Hive JS', file: HIVE, subgraphs: 'local' },
  { name: 'Hive JS, HTTP', file: HIVE, subgraphs: 'http' },
  { name: 'Hive Rust', file: HIVE, subgraphs: 'local', environment: RUST },
  { name: 'Hive Rust, HTTP', file: HIVE, subgraphs: 'http', environment: RUST },
  { name: 'mercurius-jit monolith', file: 'peers/mercurius.ts', subgraphs: 'none' },
  { name: 'JSON.stringify', file: 'contestants/json-stringify.ts', subgraphs: 'none' },
]

/** Who is compared with whom: only pairs that reach their subgraphs alike, and ours with no federation at all. */
export const PAIRS: readonly (readonly [ours: string, theirs: string])[] = [
  ['weft engine', 'stock gateway, HTTP'],
  ['weft engine', 'stock gateway'],
  ['weft engine', 'Hive Rust'],
  ['weft engine', 'Hive JS'],
  ['weft engine', 'mercurius-jit monolith'],
  ['weft engine', 'JSON.stringify'],
  ['weft + Apollo Server', 'stock gateway'],
  ['weft engine, HTTP', 'stock gateway, HTTP'],
  ['weft engine, HTTP', 'Hive Rust, HTTP'],
  ['weft engine, HTTP', 'Hive JS, HTTP'],
]
