/** Disjoint sets of the numbers below a size (union-find, path halving). The smallest member stands for its set. */
export interface Forest {
  rootOf(index: number): number
  join(one: number, other: number): void
  joinAll(indexes: readonly number[]): void
  /** Every set, its members and the sets themselves in ascending order. */
  sets(): number[][]
  /** The same sets, to be joined further without changing these. */
  copy(): Forest
}

export function createForest(size: number): Forest {
  return forestOf(Array.from({ length: size }, (_, index) => index))
}

function forestOf(parents: number[]): Forest {
  const rootOf = (index: number): number => {
    let current = index
    for (;;) {
      const parent = parents[current] ?? current
      if (parent === current) return current
      const grandparent = parents[parent] ?? parent
      parents[current] = grandparent
      current = grandparent
    }
  }
  const join = (one: number, other: number): void => {
    const [low, high] = [rootOf(one), rootOf(other)].sort((first, second) => first - second)
    if (low !== undefined && high !== undefined) parents[high] = low
  }
  return {
    rootOf,
    join,
    joinAll: ([first, ...rest]) => {
      if (first !== undefined) for (const index of rest) join(first, index)
    },
    sets: () => [...Map.groupBy(parents.keys(), rootOf).values()],
    copy: () => forestOf([...parents]),
  }
}
