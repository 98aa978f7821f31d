import { assertWithin } from './exceeded.ts'
import type { OperationLimits } from './operation-limits.ts'

/** How much a client put into its variables. */
export interface VariableSize {
  variableSize: number
  variableDepth: number
}

/** Counts variables as they were sent, and stops at the first limit they pass. Throws LIMIT_EXCEEDED. */
export function measureVariables(
  variables: Readonly<Record<string, unknown>>,
  limits: OperationLimits,
): VariableSize {
  let variableSize = 0
  const add = (characters: number): void => {
    variableSize += characters
    assertWithin('variableSize', limits.variableSize, variableSize)
  }
  let variableDepth = 0
  let level = containersIn(variables, add)
  while (level.length > 0) {
    variableDepth += 1
    assertWithin('variableDepth', limits.variableDepth, variableDepth)
    level = level.flatMap((container) => containersIn(container, add))
  }
  return { variableSize, variableDepth }
}

/** Counts what a list or an object holds itself, and answers the lists and objects in it. */
function containersIn(container: object, add: (characters: number) => void): object[] {
  const isList = Array.isArray(container)
  const values: readonly unknown[] = isList ? container : Object.values(container)
  add(values.length)
  if (!isList) for (const name of Object.keys(container)) add(name.length)
  const containers: object[] = []
  for (const value of values) {
    if (typeof value === 'string') add(value.length)
    else if (typeof value === 'object' && value !== null) containers.push(value)
  }
  return containers
}
