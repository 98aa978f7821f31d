import { type ConstDirectiveNode, type ConstValueNode, type DocumentNode, Kind } from 'graphql'
import type { BusinessUnit, SystemOrder } from '#shared/connections/configuration.ts'
import type { SystemDomain } from '#shared/connections/connection.ts'
import { WeftError } from '#shared/errors.ts'

/** Which system's word counts for a field, and who answers when it has nothing. */
export interface SystemOfRecord {
  /** The order for a top-level field of a type; undefined where the schema names none. */
  orderOf(
    type: string,
    field: string,
    businessUnitKey: string | undefined,
  ): readonly SystemDomain[] | undefined
  /** Whether any business unit has an order of its own for a field of the type. */
  variesByBusinessUnit(type: string): boolean
}

/** What differs from the schema: for the company, and for its units. */
export interface ConfiguredOrders {
  company?: SystemOrder | undefined
  units?: readonly Pick<BusinessUnit, 'key' | 'parentKey' | 'systemOfRecord'>[] | undefined
}

/** Types whose things belong to a customer, and by it to a business unit. */
const TYPES_OF_UNITS = ['Customer', 'Contract', 'Invoice']

/**
 * Reads the defaults from `@systemOfRecord`. A unit's own order wins over that of the unit it belongs to, this over the
 * company's, and this over the schema's. Throws INVALID_CONNECTION that names every order that cannot be.
 */
export function createSystemOfRecord(
  typeDefs: DocumentNode,
  { company = {}, units = [] }: ConfiguredOrders = {},
): SystemOfRecord {
  const defaults = readDefaults(typeDefs)
  const problems = [
    ...problemsOf(company, defaults).map((problem) => `systemOfRecord: ${problem}`),
    ...units.flatMap(({ key, systemOfRecord = {} }) =>
      [...problemsOf(systemOfRecord, defaults), ...fieldsOfNoUnit(systemOfRecord)].map(
        (problem) => `business unit ${key}: systemOfRecord: ${problem}`,
      ),
    ),
  ]
  if (problems.length > 0) throw new WeftError('INVALID_CONNECTION', problems.join('; '))
  const unitOf = new Map(units.map((unit) => [unit.key, unit]))
  const ownOrder = (key: string | undefined, field: string): readonly SystemDomain[] | undefined => {
    const unit = key === undefined ? undefined : unitOf.get(key)
    return unit && (unit.systemOfRecord?.[field] ?? ownOrder(unit.parentKey, field))
  }
  const varying = new Set(units.flatMap(({ systemOfRecord = {} }) => Object.keys(systemOfRecord).map(typeOf)))
  return {
    variesByBusinessUnit: (type) => varying.has(type),
    orderOf(type, field, businessUnitKey) {
      const name = `${type}.${field}`
      return ownOrder(businessUnitKey, name) ?? company[name] ?? defaults.get(name)
    },
  }
}

const typeOf = (field: string): string => field.split('.', 1)[0] ?? field

function problemsOf(orders: SystemOrder, defaults: ReadonlyMap<string, readonly SystemDomain[]>): string[] {
  return Object.entries(orders).flatMap(([field, order]) => {
    const answering = defaults.get(field) ?? []
    if (answering.length < 2) {
      const switchable = [...defaults].flatMap(([name, domains]) => (domains.length > 1 ? name : []))
      return [`${field} is not answered by several systems; ${switchable.join(', ')} are`]
    }
    const isOrder = order.length > 0 && new Set(order).size === order.length
    const isKnown = order.every((domain) => answering.includes(domain))
    return isOrder && isKnown
      ? []
      : [`${field} takes each of ${answering.join(', ').toLowerCase()} once at most`]
  })
}

const fieldsOfNoUnit = (orders: SystemOrder): string[] =>
  Object.keys(orders)
    .filter((field) => !TYPES_OF_UNITS.includes(typeOf(field)))
    .map((field) => `${field} belongs to no business unit; say it for the company`)

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
