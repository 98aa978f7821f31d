import type { Queryable } from '#shared/store/store.ts'

interface Asked {
  text: string
  values: readonly unknown[]
  answered: PromiseWithResolvers<object[]>
}

const ONE_ROW = /\bvalues\s*\(([$\d,\s]+)\)/gi

/**
 * Runs alike statements that are asked for at the same moment as one with many rows: each that inserts one row of parameters
 * waits for the end of this turn of the event loop. What cannot be joined runs by itself, in the order asked. Every such statement
 * must answer either nothing or its row, and no two of them the same row.
 */
export function inRows(transaction: Queryable): Queryable {
  let waiting: Asked[] = []

  const runAll = async (): Promise<void> => {
    const all = waiting
    waiting = []
    for (const alike of Map.groupBy(all, ({ text }) => text).values()) await runAlike(transaction, alike)
  }

  return {
    query<Row extends object>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
      const answered = Promise.withResolvers<object[]>()
      if (waiting.push({ text, values, answered }) === 1) setImmediate(() => void runAll())
      return answered.promise as Promise<Row[]>
    },
  }
}

async function runAlike(transaction: Queryable, alike: readonly Asked[]): Promise<void> {
  const [first] = alike
  const text = first && withRows(first, alike.length)
  try {
    const rows =
      text === undefined
        ? undefined
        : await transaction.query(
            text,
            alike.flatMap(({ values }) => values),
          )
    for (const [index, { text: own, values, answered }] of alike.entries())
      answered.resolve(rows ? rows.slice(index, index + 1) : await transaction.query(own, values))
  } catch (error) {
    for (const { answered } of alike) answered.reject(error)
  }
}

/** The statement with so many rows of parameters; undefined where it is not one that inserts one row of all of them. */
function withRows({ text, values }: Asked, count: number): string | undefined {
  const [row, another] = text.matchAll(ONE_ROW)
  if (!row || another || row[1]?.split(',').length !== values.length) return undefined
  const rows = Array.from({ length: count }, (_, index) => {
    const numbers = values.map((__, place) => `$${index * values.length + place + 1}`)
    return `(${numbers.join(', ')})`
  })
  return text.replace(ONE_ROW, () => `values ${rows.join(', ')}`)
}
