import type { ExecutionResult, GraphQLError } from 'graphql'

/** A deferred fragment at one object, whatever format names it later. */
export interface DeferredPart {
  id: string
  label: string | undefined
  path: readonly (string | number)[]
}

/** What came for a deferred fragment; without data where a value that may not be null was missing. */
export interface DeliveredPart extends DeferredPart {
  data: Readonly<Record<string, unknown>> | null
  errors: readonly GraphQLError[]
}

/** Parts that are ready at the same time. */
export interface Delivery {
  /** Deferred fragments within what is delivered, which come later still. */
  announced: readonly DeferredPart[]
  delivered: readonly DeliveredPart[]
  isLast: boolean
}

/** An answer that comes in parts: the first one, and deliveries until the one that is last. */
export interface AnswerInParts {
  first: ExecutionResult
  announced: readonly DeferredPart[]
  later: AsyncIterableIterator<Delivery>
}

export const isInParts = (answer: ExecutionResult | AnswerInParts): answer is AnswerInParts =>
  'later' in answer

/** Deliveries until they are taken: those that nobody has taken yet become one. */
export interface DeliveryQueue extends AsyncIterableIterator<Delivery> {
  put(delivery: Delivery): void
}

function join(earlier: Delivery | undefined, { announced, delivered, isLast }: Delivery): Delivery {
  if (!earlier) return { announced, delivered, isLast }
  return {
    announced: [...earlier.announced, ...announced],
    delivered: [...earlier.delivered, ...delivered],
    isLast,
  }
}

/** Creates an empty queue; it ends after the last delivery, or when its reader lets go. */
export function createDeliveryQueue(letGo: () => void): DeliveryQueue {
  let waiting: Delivery | undefined
  let isOver = false
  let wake = (): void => {}
  return {
    put(delivery) {
      waiting = join(waiting, delivery)
      wake()
    },
    [Symbol.asyncIterator]() {
      return this
    },
    async next() {
      if (!isOver && !waiting) {
        const { promise, resolve } = Promise.withResolvers<void>()
        wake = resolve
        await promise
      }
      const value = waiting
      waiting = undefined
      if (isOver || !value) return { value: undefined, done: true }
      isOver = value.isLast
      return { value, done: false }
    },
    async return() {
      isOver = true
      wake()
      letGo()
      return { value: undefined, done: true }
    },
  }
}
