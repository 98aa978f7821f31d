/** Who sends operations, as far as their size is concerned. */
export const CALLER_CLASSES = ['staff', 'portal', 'partner', 'service'] as const
export type CallerClass = (typeof CALLER_CLASSES)[number]

/** How large an operation may be. Every number is the largest that passes. */
export interface OperationLimits {
  /** Bytes of a request's body. */
  bodyBytes: number
  /** Characters of the document. Comments and block strings cost only these. */
  characters: number
  /** Words and signs of the document; comments, commas and white space are none. */
  tokens: number
  /** Brackets of any kind that are open at once. */
  nesting: number
  /** Directives as written, anywhere in the document. */
  directives: number
  /** Fragments defined: validation compares those of one selection in pairs. */
  fragments: number
  /** Fields below one another, fragments expanded. */
  depth: number
  /** Renamed fields, fragments expanded. */
  aliases: number
  /** Fields of the operation's root, fragments expanded. */
  rootFields: number
  /** Fields, spreads and inline fragments of the whole document, fragments expanded. */
  selections: number
  /** Selections, each as often as there are types that it may stand on: what planning costs below interfaces. */
  typedSelections: number
  /** Selections that ask for one field of the answer: validation compares each with each. */
  repetitions: number
  /** Characters of all names and texts in the variables, and one for each value. */
  variableSize: number
  /** Lists and objects inside one another in the variables. */
  variableDepth: number
  /** Items of all lists of the answer, as far as `@listSize` and the arguments tell. */
  listItems: number
  /** Points of the answer, by `@cost` and `@listSize`: an object 1, a mutation 10 more, lists multiplied. */
  cost: number
  /** Calls to vendors that it is expected to need, roughly. */
  upstreamCalls: number
}

export type LimitName = keyof OperationLimits

const KIB = 1024

const BROWSER: OperationLimits = {
  bodyBytes: 256 * KIB,
  characters: 64 * KIB,
  tokens: 4000,
  nesting: 50,
  directives: 50,
  fragments: 100,
  depth: 20,
  aliases: 60,
  rootFields: 20,
  selections: 1000,
  typedSelections: 1500,
  repetitions: 50,
  variableSize: 32 * KIB,
  variableDepth: 10,
  listItems: 10_000,
  cost: 50_000,
  upstreamCalls: 200,
}

const TRUSTED: OperationLimits = {
  ...BROWSER,
  bodyBytes: 1024 * KIB,
  characters: 128 * KIB,
  tokens: 8000,
  directives: 200,
  fragments: 150,
  aliases: 200,
  rootFields: 50,
  selections: 2000,
  typedSelections: 3000,
  repetitions: 100,
  variableSize: 256 * KIB,
  listItems: 50_000,
  cost: 250_000,
  upstreamCalls: 1_000,
}

/** What holds unless the configuration says otherwise. */
export const DEFAULT_LIMITS: Readonly<Record<CallerClass, OperationLimits>> = {
  portal: BROWSER,
  partner: { ...BROWSER, aliases: 100, selections: 1500, listItems: 20_000, cost: 100_000 },
  staff: TRUSTED,
  service: { ...TRUSTED, listItems: 100_000, cost: 500_000, upstreamCalls: 2_000 },
}

/** Limits that nobody passes who passes their own: the document is measured against these once, for everybody. */
export function ceilingOf(limits: Readonly<Record<CallerClass, OperationLimits>>): OperationLimits {
  const ceiling = { ...limits.portal }
  for (const callerClass of CALLER_CLASSES) {
    for (const [name, allowed] of Object.entries(limits[callerClass]) as [LimitName, number][]) {
      ceiling[name] = Math.max(ceiling[name], allowed)
    }
  }
  return ceiling
}
