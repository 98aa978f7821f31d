import type { GraphQLSchema } from 'graphql'
import type { CompiledFetch } from '../fetch/fetch.ts'
import { toSubgraphAnswer } from '../fetch/http-fetch.ts'
import { mergeInto } from '../fetch/merge-answer.ts'
import { type CallOutcome, failEverywhere, placeErrors } from '../fetch/place-errors.ts'
import { compileKeys } from '../fetch/step-keys.ts'
import type { FetchStep } from '../planning/fetch-step.ts'
import { applyRewrites, isTarget, renamesOf } from '../planning/rewrites.ts'

/** The primary of a subscription over HTTP: its answer is the event, which has already come. */
export function compileEventFetch(step: FetchStep, schema: GraphQLSchema): CompiledFetch {
  const keysOf = compileKeys(step, schema)
  const renames = renamesOf(step.outputRewrites)
  return {
    fetchRoot(target, { event, failures }, done) {
      const outcome: CallOutcome = { targets: [target], pathOffset: 0, values: undefined, keysOf, failures }
      try {
        const { data, errors } = toSubgraphAnswer(event)
        const renamed = errors.map((error) => ({
          ...error,
          path: error.path?.map((key) => renames.get(String(key)) ?? key),
        }))
        if (isTarget(data)) {
          applyRewrites(schema, step.outputRewrites, data)
          mergeInto(target, data, schema)
        }
        placeErrors(renamed, { ...outcome, values: [data] })
      } catch (cause) {
        failEverywhere(outcome, cause)
      }
      done()
    },
    fetchEntities() {
      throw new TypeError('events are no entities')
    },
  }
}
