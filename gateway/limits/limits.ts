import { type DocumentNode, type GraphQLSchema, Kind, type OperationDefinitionNode, parse } from 'graphql'
import { aliases } from './aliases.ts'
import { compileActualCost } from './cost/actual-cost.ts'
import { type Cost, compileCost, type Prices } from './cost/compile-cost.ts'
import { readWeights } from './cost/weights.ts'
import { depth } from './depth.ts'
import { assertWithin } from './exceeded.ts'
import { createExpansion, type Expansion } from './expansion.ts'
import { compileExpectedItems } from './list-size/expected-items.ts'
import { withInheritedRules } from './list-size/inherit-rules.ts'
import { readListSizeRules } from './list-size/rules.ts'
import type { Variables } from './list-size/variable-values.ts'
import { type CallerClass, ceilingOf, DEFAULT_LIMITS, type OperationLimits } from './operation-limits.ts'
import { repetitionsOf } from './repetitions.ts'
import { rootFields } from './root-fields.ts'
import { selections } from './selections.ts'
import { measureText, type TextSize } from './text.ts'
import { createTypedSelections } from './typed-selections.ts'
import { measureVariables } from './variables.ts'

/** What an operation is when it arrives, whatever transport brought it. */
export interface SentOperation {
  query: string
  operationName?: string | undefined
  variables?: Readonly<Record<string, unknown>> | undefined
}

/** What of a document has a limit, whoever sends it. */
export type DocumentSize = TextSize &
  Pick<
    OperationLimits,
    'fragments' | 'depth' | 'aliases' | 'rootFields' | 'selections' | 'typedSelections' | 'repetitions'
  >

/** A document that was parsed and measured: worth keeping, the same for everybody who sends the same text. */
export interface MeasuredDocument {
  readonly document: DocumentNode
  readonly size: Readonly<DocumentSize>
  /** List items in the answer of the operation of that name. */
  expectedItems(operationName: string | undefined, variables: Variables): number
  /** What the operation of that name costs at the most, with its variables coerced. Throws INVALID_ARGUMENT. */
  cost(operationName: string | undefined, coerced: Variables): Cost
  /** What its answer did cost, in points. */
  actualCost(operationName: string | undefined, data: unknown): number
}

/** How large an operation may be: the same for every transport, and before anything else is done with it. */
export interface Limits {
  /**
   * Parses a document and measures it against the largest limits of all callers. Throws LIMIT_EXCEEDED where it passes
   * those, a GraphQLError where the text is no GraphQL. Work and memory are linear in the text that is allowed.
   */
  measure(query: string): MeasuredDocument
  /** Compares a measured document and its variables with what this caller may send. Throws LIMIT_EXCEEDED. */
  admit(measured: MeasuredDocument, operation: Omit<SentOperation, 'query'>, callerClass: CallerClass): void
  /**
   * The same for what it costs, which only coerced variables tell. Throws LIMIT_EXCEEDED, and INVALID_ARGUMENT where a
   * list wants one of its slicing arguments.
   */
  admitCost(measured: MeasuredDocument, operation: CoercedOperation, callerClass: CallerClass): Cost
  /** `measure` and `admit`, for one operation. */
  check(operation: SentOperation, callerClass: CallerClass): MeasuredDocument
  /**
   * Counts the text alone, against the largest limits of all callers: for a transport that must parse before it can
   * ask. Throws LIMIT_EXCEEDED, and a GraphQLError where the text has no tokens.
   */
  checkText(query: string): void
  of(callerClass: CallerClass): OperationLimits
}

/** Which operation of a document, and the variables it runs with. */
export interface CoercedOperation {
  operationName: string | undefined
  coerced: Variables
}

/** What differs from the default limits, by class of caller. */
export type LimitOverrides = Partial<Record<CallerClass, Partial<OperationLimits>>>

export interface LimitsOptions {
  /** What clients see. */
  schema: GraphQLSchema
  /** Where `@listSize` stands: the API schema no longer has it. */
  supergraph: DocumentNode
  /** What differs from the defaults. */
  limits?: LimitOverrides | undefined
  /** Items of a list about which the schema says nothing. */
  assumedListSize?: number
}

const ASSUMED_LIST_SIZE = 10
const NO_VARIABLES = {}

/** What of a schema measuring needs, read once. */
interface MeasuredSchema {
  countTyped: ReturnType<typeof createTypedSelections>
  prices: Prices
}

/** Creates the limits of one schema. */
export function createLimits(options: LimitsOptions): Limits {
  const limits = withOverrides(options.limits ?? {})
  const ceiling = ceilingOf(limits)
  const schema: MeasuredSchema = {
    countTyped: createTypedSelections(options.schema),
    prices: {
      schema: options.schema,
      rules: withInheritedRules(options.schema, readListSizeRules(options.supergraph)),
      assumedSize: options.assumedListSize ?? ASSUMED_LIST_SIZE,
      weights: readWeights(options.supergraph),
    },
  }
  const measure = (query: string): MeasuredDocument => measureDocument(query, ceiling, schema)
  const admit: Limits['admit'] = (measured, { operationName, variables }, callerClass) => {
    const allowed = limits[callerClass]
    assertAllWithin(measured.size, allowed)
    if (variables) measureVariables(variables, allowed)
    assertWithin(
      'listItems',
      allowed.listItems,
      measured.expectedItems(operationName, variables ?? NO_VARIABLES),
    )
  }
  return {
    measure,
    admit,
    admitCost(measured, { operationName, coerced }, callerClass) {
      const { cost: points, upstreamCalls } = limits[callerClass]
      const cost = measured.cost(operationName, coerced)
      assertWithin('cost', points, cost.points)
      assertWithin('upstreamCalls', upstreamCalls, cost.upstreamCalls)
      return cost
    },
    check(operation, callerClass) {
      const measured = measure(operation.query)
      admit(measured, operation, callerClass)
      return measured
    },
    checkText: (query) => void measureText(query, ceiling),
    of: (callerClass) => limits[callerClass],
  }
}

function withOverrides(overrides: LimitOverrides): Record<CallerClass, OperationLimits> {
  const of = (callerClass: CallerClass): OperationLimits => ({
    ...DEFAULT_LIMITS[callerClass],
    ...overrides[callerClass],
  })
  return { staff: of('staff'), portal: of('portal'), partner: of('partner'), service: of('service') }
}

/** Cheap measures first: each makes the next one safe. */
function measureDocument(query: string, ceiling: OperationLimits, schema: MeasuredSchema): MeasuredDocument {
  const text = measureText(query, ceiling)
  const document = parse(query, { noLocation: true })
  const expansion = createExpansion(document)
  const fragments = expansion.fragments.size
  assertWithin('fragments', ceiling.fragments, fragments)
  // Over the whole document: all of it is validated, whichever operation runs.
  const selectionCount = expansion.measure(selections).reduce((a, b) => a + b, 0)
  assertWithin('selections', ceiling.selections, selectionCount)
  const size: DocumentSize = {
    ...text,
    fragments,
    selections: selectionCount,
    depth: most(expansion.measure(depth)),
    aliases: most(expansion.measure(aliases)),
    rootFields: most(expansion.measure(rootFields)),
    typedSelections: schema.countTyped(document, expansion.fragments),
    repetitions: repetitionsOf(expansion),
  }
  assertAllWithin(size, ceiling)
  return { document, size, ...countsOf(document, expansion, schema.prices) }
}

const most = (counts: readonly number[]): number => Math.max(0, ...counts)

function assertAllWithin(found: Partial<DocumentSize>, allowed: OperationLimits): void {
  let name: keyof DocumentSize
  for (name in found) assertWithin(name, allowed[name], found[name] ?? 0)
}

/** What each operation of a document counts; each is prepared when it is first asked for. */
function countsOf(
  document: DocumentNode,
  { fragments }: Expansion,
  prices: Prices,
): Pick<MeasuredDocument, 'expectedItems' | 'cost' | 'actualCost'> {
  const expectedItems = perOperation(document, (each) => compileExpectedItems(each, fragments, prices))
  const cost = perOperation(document, (each) => compileCost(each, fragments, prices))
  const actual = perOperation(document, (each) => compileActualCost(each, fragments, prices))
  return {
    expectedItems: (name, variables) => expectedItems(name)?.(variables) ?? 0,
    cost: (name, coerced) => cost(name)?.(coerced) ?? FREE,
    actualCost: (name, data) => actual(name)?.(data) ?? 0,
  }
}

const FREE: Cost = { points: 0, upstreamCalls: 0 }

function perOperation<Compiled>(
  { definitions }: DocumentNode,
  compile: (operation: OperationDefinitionNode) => Compiled,
): (operationName: string | undefined) => Compiled | undefined {
  const operations = definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION)
  const compiled = new Map<OperationDefinitionNode, Compiled>()
  return (operationName) => {
    const operation = operationName
      ? operations.find(({ name }) => name?.value === operationName)
      : operations[0]
    if (!operation) return undefined
    const known = compiled.get(operation) ?? compile(operation)
    compiled.set(operation, known)
    return known
  }
}
