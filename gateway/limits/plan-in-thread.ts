import { parentPort, workerData } from 'node:worker_threads'
import { operationFromDocument, Supergraph } from '@apollo/federation-internals'
import { QueryPlanner } from '@apollo/query-planner'
import { parse } from 'graphql'
import type { PlanMessage, PlanTask } from './planning-thread.ts'

/** Runs inside the thread that planning-thread.ts starts: one supergraph, text in and text out. */
const { supergraphSdl } = workerData as { supergraphSdl: string }
const supergraph = Supergraph.build(supergraphSdl, { validateSupergraph: false })
const planner = new QueryPlanner(supergraph, { reuseQueryFragments: false, generateQueryFragments: false })

function plan({ query, operationName, overrides }: PlanTask): PlanMessage {
  try {
    const document = parse(query, { noLocation: true })
    const options = operationName === undefined ? {} : { operationName }
    const operation = operationFromDocument(supergraph.apiSchema(), document, options)
    return {
      plan: JSON.stringify(planner.buildQueryPlan(operation, { overrideConditions: new Map(overrides) })),
    }
  } catch (cause) {
    return { failure: cause instanceof Error ? cause.message : String(cause) }
  }
}

const say = (message: PlanMessage): void => parentPort?.postMessage(message)

parentPort?.on('message', (task: PlanTask) => {
  say('begun')
  say(plan(task))
})
