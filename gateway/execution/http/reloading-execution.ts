import type { ExecutionResult } from 'graphql'
import { WeftError } from '#shared/errors.ts'
import type { RequestContext } from '#shared/subgraph/context.ts'
import type { Execution } from '../execution.ts'
import type { Operation } from '../operation.ts'
import { followIterator } from '../follow-iterator.ts'
import { type AnswerInParts, isInParts } from '../incremental/parts.ts'
import type { PlannedExecution } from '../planned.ts'
import type { StreamOptions } from '../subscriptions/answer-stream.ts'
import type { BoundSubscription } from '../subscriptions/bound-operation.ts'
import { createStreams } from '../subscriptions/open-stream.ts'

/** An execution whose plans can run the events of a source that another one opened. */
export type ReloadableExecution = Execution & Pick<PlannedExecution, 'bind'>

/**
 * An execution that can be replaced while operations run: each finishes on the one it began with. A subscription
 * outlives it: its source stays, and each event is completed by the execution of that moment.
 */
export interface ReloadingExecution extends Pick<Execution, 'limits' | 'subscribe' | 'executeInParts'> {
  use<Result>(work: (execution: ReloadableExecution) => Promise<Result>): Promise<Result>
  replace(next: ReloadableExecution): void
  close(): Promise<void>
}

interface Lent {
  execution: ReloadableExecution
  users: number
  isRetired: boolean
}

/** What is lent is closed when it has been replaced and its last user has given it back. */
function createLending(first: ReloadableExecution, reportCloseFailure: (cause: unknown) => void) {
  const lend = (execution: ReloadableExecution): Lent => ({ execution, users: 0, isRetired: false })
  let current = lend(first)
  const closeIfUnused = async (lent: Lent): Promise<void> => {
    if (lent.isRetired && lent.users === 0) await lent.execution.close()
  }
  return {
    current: () => current.execution,
    async use<Result>(work: (execution: ReloadableExecution) => Promise<Result>): Promise<Result> {
      const lent = current
      lent.users += 1
      try {
        return await work(lent.execution)
      } finally {
        lent.users -= 1
        closeIfUnused(lent).catch(reportCloseFailure)
      }
    },
    replace(next: ReloadableExecution) {
      const replaced = current
      current = lend(next)
      replaced.isRetired = true
      closeIfUnused(replaced).catch(reportCloseFailure)
    },
    async close() {
      current.isRetired = true
      await closeIfUnused(current)
    },
  }
}

const changed = (): WeftError =>
  new WeftError('STREAM_ENDED', 'The graph has changed: subscribe again.', { system: 'gateway' })

/** The event of one subscription on whichever execution there is: planned anew where it is another one. */
function createEventAnswers(operation: Operation, first: BoundSubscription, binder: ReloadableExecution) {
  let bound = first
  let boundBy = binder
  return async (execution: ReloadableExecution, event: unknown, request: RequestContext) => {
    if (execution !== boundBy) {
      const next = await execution.bind(operation, request)
      if ('errors' in next) return { result: next as ExecutionResult, isLast: true }
      if (next.kind !== 'stream' || next.question !== bound.question) throw changed()
      bound = next
      boundBy = execution
    }
    return { result: await bound.answer(event, request) }
  }
}

/** Creates a reloading execution that begins with `first`. A replaced one closes when its last operation is answered. */
export function createReloadingExecution(
  first: ReloadableExecution,
  reportCloseFailure: (cause: unknown) => void,
  streamOptions: Partial<StreamOptions> = {},
): ReloadingExecution {
  const streams = createStreams(streamOptions)
  const lending = createLending(first, reportCloseFailure)
  return {
    get limits() {
      return lending.current().limits
    },
    use: lending.use,
    replace: lending.replace,
    close: lending.close,
    executeInParts(operation, request) {
      const { promise, resolve, reject } = Promise.withResolvers<ExecutionResult | AnswerInParts>()
      const untilOver = async (execution: ReloadableExecution): Promise<void> => {
        const answer = await execution.executeInParts(operation, request)
        if (!isInParts(answer)) {
          resolve(answer)
          return
        }
        const over = Promise.withResolvers<void>()
        resolve({ ...answer, later: followIterator(answer.later, (delivery) => delivery, over.resolve) })
        await over.promise
      }
      lending.use(untilOver).catch(reject)
      return promise
    },
    subscribe: (operation, request) =>
      lending.use(async (execution) => {
        const bound = await execution.bind(operation, request)
        if ('errors' in bound || bound.kind !== 'stream') return streams.open(bound, request)
        const answer = createEventAnswers(operation, bound, execution)
        return streams.open(bound, request, (event, eventRequest) =>
          lending.use((current) => answer(current, event, eventRequest)),
        )
      }),
  }
}
