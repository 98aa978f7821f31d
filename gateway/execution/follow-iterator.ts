/** The same iterator with its values changed on the way; `ended` is told once it gives no more, or is let go of. */
export function followIterator<From, To>(
  iterator: AsyncIterableIterator<From>,
  change: (value: From) => To,
  ended: () => void,
): AsyncIterableIterator<To> {
  return {
    [Symbol.asyncIterator]() {
      return this
    },
    async next() {
      const taken = await iterator.next()
      if (!taken.done) return { value: change(taken.value), done: false }
      ended()
      return taken
    },
    async return() {
      await iterator.return?.()
      ended()
      return { value: undefined, done: true }
    },
  }
}
