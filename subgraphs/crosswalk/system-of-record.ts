import { type ConstDirectiveNode, type ConstValueNode, type DocumentNode, Kind } from 'graphql'
import type { SystemDomain } from '#shared/connections/connection.ts'

/** `{ 'Customer.legalName': ['BILLING', 'ERP'] }`: who is asked first. */
export type SystemOrder = Readonly<Record<string, readonly SystemDomain[]>>

/** Which system's word counts for a field, and who answers when it has nothing. */
export interface SystemOfRecord {
  /** The order for a top-level field of a type; undefined where the schema names none. */
  orderOf(
    type: string,
    field: string,
    businessUnitKey: string | undefined,
  ): readonly SystemDomain[] | undefined
  /** Whether any business unit has an order of its own. */
  readonly variesByBusinessUnit: boolean
}

/** Reads the defaults from `@systemOfRecord`; `overrides` holds other orders by business unit key. */
export function createSystemOfRecord(
  typeDefs: DocumentNode,
  overrides: Readonly<Record<string, SystemOrder>> = {},
): SystemOfRecord {
  const defaults = readDefaults(typeDefs)
  return {
    variesByBusinessUnit: Object.keys(overrides).length > 0,
    orderOf(type, field, businessUnitKey) {
      const own = businessUnitKey === undefined ? undefined : overrides[businessUnitKey]
      return own?.[`${type}.${field}`] ?? defaults.get(`${type}.${field}`)
    },
  }
}

function readDefaults(typeDefs: DocumentNode): Map<string, readonly SystemDomain[]> {
  const orders = new Map<string, readonly SystemDomain[]>()
  for (const definition of typeDefs.definitions) {
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION) continue
    for (const { name, directives = [] } of definition.fields ?? []) {
      const directive = directives.find((given) => given.name.value === 'systemOfRecord')
      if (directive) orders.set(`${definition.name.value}.${name.value}`, orderIn(directive))
    }
  }
  return orders
}

function orderIn({ arguments: given = [] }: ConstDirectiveNode): SystemDomain[] {
  const valuesOf = (name: string): string[] =>
    enumValues(given.find((argument) => argument.name.value === name)?.value)
  return [...valuesOf('domain'), ...valuesOf('fallback')] as SystemDomain[]
}

function enumValues(value: ConstValueNode | undefined): string[] {
  if (value?.kind === Kind.LIST) return value.values.flatMap(enumValues)
  return value?.kind === Kind.ENUM ? [value.value] : []
}

/** The first answer in the order; null, an empty list and an address without a line are no answer. */
export function chooseAnswer<Answer>(
  order: readonly SystemDomain[] | undefined,
  answers: Partial<Record<SystemDomain, Answer | null | undefined>>,
): Answer | null {
  for (const domain of order ?? []) {
    const answer = answers[domain]
    if (answer != null && !isEmpty(answer)) return answer
  }
  return null
}

function isEmpty(answer: unknown): boolean {
  if (typeof answer === 'string') return answer.trim() === ''
  if (Array.isArray(answer)) return answer.length === 0
  return typeof answer === 'object' && Object.values(answer ?? {}).every((value) => value == null)
}
