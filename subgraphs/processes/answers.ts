import type { Answer } from '#shared/answer.ts'
import { isWeftError } from '#shared/errors.ts'

/** The value of an answer, undefined where there is none; the refusal of one that failed is thrown. */
export function answered<Value>(answer: Answer<Value>): Value | undefined {
  if (isWeftError(answer)) throw answer
  return answer
}

/** The same for many. */
export function allAnswered<Value>(answers: readonly Answer<Value>[]): Value[] {
  return answers.flatMap((answer) => answered(answer) ?? [])
}
