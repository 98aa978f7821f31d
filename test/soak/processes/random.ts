/** The same for a seed everywhere. */
export interface Random {
  below(limit: number): number
  pick<Thing>(things: readonly Thing[]): Thing
}

/** Park and Miller's. */
export function createRandom(seed: number): Random {
  let state = (seed % 2_147_483_646) + 1
  const below = (limit: number): number => {
    state = (state * 48_271) % 2_147_483_647
    return state % limit
  }
  return { below, pick: (things) => things[below(things.length)] as (typeof things)[number] }
}
