import { isWeftError } from '#shared/errors.ts'
import type { Answer } from '../../provider.ts'

/** A value, or the refusal that kept it from being made; a fault of ours is thrown on. */
export function answerOf<Value>(make: () => Value): Answer<Value> {
  try {
    return make()
  } catch (error) {
    if (isWeftError(error)) return error
    throw error
  }
}

/** The same for what has to be awaited. */
export async function settle<Value>(promise: Promise<Value>): Promise<Answer<Value>> {
  try {
    return await promise
  } catch (error) {
    if (isWeftError(error)) return error
    throw error
  }
}
