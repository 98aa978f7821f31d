import { isWeftError, type WeftError } from './errors.ts'

/**
 * What a provider says to one of the many keys of a call: a value, undefined where the system has none, or why this
 * key could not be answered while its neighbours could.
 */
export type Answer<Value> = Value | WeftError | undefined

/** The value, or the refusal that kept it from being made; a fault of ours is thrown on. */
export function answerOf<Value>(make: () => Value): Value | WeftError {
  try {
    return make()
  } catch (error) {
    if (isWeftError(error)) return error
    throw error
  }
}

/** The same for what has to be awaited. */
export async function settle<Value>(promise: Promise<Value>): Promise<Value | WeftError> {
  try {
    return await promise
  } catch (error) {
    if (isWeftError(error)) return error
    throw error
  }
}
