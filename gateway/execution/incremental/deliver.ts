import type { ExecutionResult } from 'graphql'
import { WeftError } from '#shared/errors.ts'
import type { RequestContext } from '#shared/subgraph/context.ts'
import { createAnswer, publicError } from '../answer.ts'
import type { Failures } from '../failures.ts'
import type { Target } from '../planning/rewrites.ts'
import { INVALID, type ProjectionRun } from '../projection/projection.ts'
import type { Variables } from '../selection/conditions.ts'
import { createClientView } from './client-view.ts'
import type { DividedOperation } from './divided-operation.ts'
import { type AnsweredObject, instancesOf } from './instances.ts'
import type { DeferredPart, DeliveredPart } from './parts.ts'

/** One run of a divided operation: what was fetched so far, and what its client has of it. */
export interface Run {
  root: Target
  failures: Failures
  variables: Variables
  request: RequestContext
  clientKeyOf(key: string): string
}

const timeout = (): WeftError =>
  new WeftError('TIMEOUT', 'The operation took too long.', { system: 'gateway' })

const endedBy = ({ signal }: RequestContext): unknown => (signal.aborted ? timeout() : undefined)

function projectInstance(
  part: DeferredPart,
  project: (source: Target, run: ProjectionRun) => unknown,
  { source }: AnsweredObject,
  { failures, variables, request, clientKeyOf }: Run,
): DeliveredPart {
  const ended = endedBy(request)
  const run: ProjectionRun = {
    variables,
    failures,
    ended,
    hasFailures: !failures.isEmpty() || ended !== undefined,
    errors: [],
    clientKeyOf,
    toError: (cause, path) => publicError(cause, path, request),
  }
  const data = project(source, run)
  const errors = run.errors.map(({ reversedPath, toError }) =>
    toError([...part.path, ...reversedPath.toReversed()]),
  )
  return { ...part, data: data === INVALID ? null : (data as Target), errors }
}

/** What is answered at once. */
export function answerFirst(divided: DividedOperation, run: Run): ExecutionResult {
  return createAnswer({
    ...run,
    project: divided.projectFirst,
    projectExpected: () => undefined,
    introspection: divided.introspect?.(run.variables),
    ended: endedBy(run.request),
  })
}

interface Instance {
  object: AnsweredObject
  part: DeferredPart
}

/** Names the deferred fragments of one run, and delivers them. */
export function createDeliverer(divided: DividedOperation, run: Run) {
  const { fragments, context, projectPart } = divided
  const answered = new Map<number | undefined, readonly AnsweredObject[]>()
  const announced = new Map<number, readonly Instance[]>()
  const client = createClientView()
  let left = 0
  let named = 0
  /** What may come next: the fragments that stand in what was just answered. */
  const announce = (parent: number | undefined): readonly DeferredPart[] => {
    const parts = fragments.flatMap((fragment, index) => {
      if (fragment.parent !== parent) return []
      const objects = instancesOf(fragment, answered.get(parent) ?? [], context, run.variables)
      const instances = objects.map((object) => {
        const part = { id: String(named++), label: fragment.label, path: object.path }
        return { object, part }
      })
      announced.set(index, instances)
      return instances.map(({ part }) => part)
    })
    left += parts.length
    return parts
  }
  return {
    announceFirst({ data = null, errors = [] }: ExecutionResult): readonly DeferredPart[] {
      const { root: source } = run
      client.take({ path: [], data, errors })
      answered.set(undefined, data ? [{ source, data, path: [], type: divided.rootType }] : [])
      return announce(undefined)
    },
    deliver(index: number) {
      const instances = announced.get(index) ?? []
      const project = projectPart[index]
      const delivered = instances.map(({ object, part }) => {
        if (!project) throw new TypeError('a deferred fragment that nobody compiled')
        return client.take(projectInstance(part, project(object.type), object, run))
      })
      answered.set(
        index,
        instances.flatMap(({ object }, at) => {
          const data = delivered[at]?.data
          return data ? [{ ...object, data }] : []
        }),
      )
      left -= delivered.length
      const nested = announce(index)
      return { announced: nested, delivered, isLast: left === 0 }
    },
    isDone: () => left === 0,
  }
}
