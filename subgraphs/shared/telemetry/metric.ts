import type { Durations } from './durations.ts'

/** Which of a metric's numbers one is. Values come from closed lists and configuration, never from what anybody sent. */
export type Labels = Readonly<Record<string, string>>

export interface Sample<Value> {
  labels: Labels
  value: Value
}

type Samples<Value> = Iterable<Sample<Value>> | Promise<Iterable<Sample<Value>>>

interface Described {
  /** With its unit and, for a counter, `_total`: https://prometheus.io/docs/practices/naming/ */
  name: string
  help: string
}

/** A number that somebody keeps anyway, read when it is asked for: measuring costs nothing in between. */
export type Metric = Described &
  (
    | { kind: 'counter' | 'gauge'; read(): Samples<number> }
    | { kind: 'histogram'; read(): Samples<Readonly<Durations>> }
  )

/** One number that goes up. */
export interface Count {
  value: number
}

export const createCount = (): Count => ({ value: 0 })

/** Values by their labels, each made when it is first needed. */
export interface Series<Value> {
  /** In the order of the label names. */
  of(...labels: readonly string[]): Value
  samples(): readonly Sample<Value>[]
}

/** A value under its labels, or what leads to those that share some. */
interface Branch<Value> {
  value: Value | undefined
  branches: Map<string, Branch<Value>>
}

const createBranch = <Value>(): Branch<Value> => ({ value: undefined, branches: new Map() })

/** Creates an empty series with these label names. */
export function createSeries<Value>(names: readonly string[], create: () => Value): Series<Value> {
  const root = createBranch<Value>()
  const known: Sample<Value>[] = []
  const add = (branch: Branch<Value>, labels: readonly string[]): Value => {
    const value = create()
    branch.value = value
    known.push({ labels: Object.fromEntries(names.map((name, index) => [name, labels[index] ?? ''])), value })
    return value
  }
  return {
    of(...labels) {
      let branch = root
      for (const label of labels) {
        let next = branch.branches.get(label)
        if (!next) {
          next = createBranch()
          branch.branches.set(label, next)
        }
        branch = next
      }
      return branch.value ?? add(branch, labels)
    },
    samples: () => known,
  }
}

/** The counts of a series as numbers. */
export const countsOf = (series: Series<Count>): Sample<number>[] =>
  series.samples().map(({ labels, value }) => ({ labels, value: value.value }))

/** A metric of a single number. */
export const single = (value: number): Sample<number>[] => [{ labels: {}, value }]

/** One number per state of which one holds: 1 for that one, 0 for the others, so that none is missing from a graph. */
export function statesOf(states: readonly string[], current: string, labels: Labels = {}): Sample<number>[] {
  return states.map((state) => ({ labels: { ...labels, state }, value: state === current ? 1 : 0 }))
}
