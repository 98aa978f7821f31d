/** The longest that a timer of Node can wait. */
const LONGEST_TIMER_MS = 2 ** 31 - 1

/** Work that becomes due by an emulator's clock; of each lane a few at once, in the order in which it became due. */
export interface TimedLanes<Work> {
  /** Work that is there already gets this instant instead of its own. */
  add(lane: string, work: Work, dueAt: Date): void
  /** To be called after the clock was moved. */
  wake(): void
  clear(): void
  /** Starts nothing more, and leaves no timer. */
  close(): void
}

interface Lane<Work> {
  ready: Work[]
  /** Where `ready` begins: what is before was taken. */
  head: number
  underWay: number
}

export function createTimedLanes<Work>(options: {
  now(): Date
  /** How much of one lane may be under way. */
  width: number
  run(work: Work): Promise<void>
}): TimedLanes<Work> {
  const { now, width, run } = options
  const lanes = new Map<string, Lane<Work>>()
  const later = new Map<Work, { lane: string; dueAt: number }>()
  let timer: { at: number; handle: NodeJS.Timeout } | undefined
  let isClosed = false

  function add(name: string, work: Work, dueAt: Date): void {
    later.delete(work)
    if (dueAt > now()) {
      later.set(work, { lane: name, dueAt: dueAt.getTime() })
      wakeAt(dueAt.getTime())
      return
    }
    const lane = lanes.get(name) ?? { ready: [], head: 0, underWay: 0 }
    lanes.set(name, lane)
    lane.ready.push(work)
    setImmediate(drain, lane)
  }

  function drain(lane: Lane<Work>): void {
    while (!isClosed && lane.underWay < width && lane.head < lane.ready.length) {
      lane.underWay += 1
      const work = take(lane)
      void run(work).finally(() => {
        lane.underWay -= 1
        drain(lane)
      })
    }
  }

  function wake(): void {
    clearTimeout(timer?.handle)
    timer = undefined
    const due = [...later].filter(([, { dueAt }]) => dueAt <= now().getTime())
    due.sort(([, one], [, other]) => one.dueAt - other.dueAt)
    for (const [work, { lane, dueAt }] of due) add(lane, work, new Date(dueAt))
    const first = [...later.values()].reduce(
      (least, { dueAt }) => Math.min(least, dueAt),
      Number.POSITIVE_INFINITY,
    )
    if (later.size > 0) wakeAt(first)
  }

  function wakeAt(at: number): void {
    if (isClosed || (timer && timer.at <= at)) return
    clearTimeout(timer?.handle)
    const waitMs = Math.min(Math.max(at - now().getTime(), 0), LONGEST_TIMER_MS)
    timer = { at, handle: setTimeout(wake, waitMs).unref() }
  }

  function clear(): void {
    lanes.clear()
    later.clear()
  }

  return {
    add,
    wake,
    clear,
    close() {
      isClosed = true
      clearTimeout(timer?.handle)
      clear()
    },
  }
}

const MOST_TAKEN = 1024

function take<Work>(lane: Lane<Work>): Work {
  const work = lane.ready[lane.head] as Work
  lane.head += 1
  if (lane.head < MOST_TAKEN) return work
  lane.ready.splice(0, lane.head)
  lane.head = 0
  return work
}
