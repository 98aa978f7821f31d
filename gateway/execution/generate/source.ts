/** JavaScript as text, put together by these builders alone: names of the schema and of clients enter as quoted text. */
export type Source = string

/** A value of JSON as an expression. */
export const quoted = (value: string | number | boolean | null): Source => JSON.stringify(value)

/** A property by its name; to the engine the same as `object.name`. */
export const property = (object: Source, name: string): Source => `${object}[${quoted(name)}]`

/** An object with these properties, all made at once. `__proto__` is a property like any other. */
export function objectLiteral(properties: readonly (readonly [name: string, value: Source])[]): Source {
  const entries = properties.map(([name, value]) =>
    name === '__proto__' ? `[${quoted(name)}]: ${value}` : `${quoted(name)}: ${value}`,
  )
  return `{ ${entries.join(', ')} }`
}

/** Sets a property. `__proto__` is a property like any other. */
export const assignment = (object: Source, name: string, value: Source): Source =>
  name === '__proto__'
    ? `Object.defineProperty(${object}, ${quoted(name)}, { value: ${value}, enumerable: true, writable: true })`
    : `${property(object, name)} = ${value}`

/** Statements that run when a condition holds. */
export const block = (condition: Source, statements: readonly Source[]): Source =>
  `if (${condition}) {\n${statements.join('\n')}\n}`

/** Values that generated code uses and that cannot be written as text: functions, maps, types. */
export interface Constants {
  /** The name by which the code knows a value. */
  nameOf(value: unknown): Source
  readonly entries: ReadonlyMap<unknown, Source>
}

export function createConstants(): Constants {
  const entries = new Map<unknown, Source>()
  return {
    entries,
    nameOf(value) {
      const name = entries.get(value) ?? `constant${entries.size}`
      entries.set(value, name)
      return name
    },
  }
}

/** Compiles a function from its statements. The caller says what type its parameters make it. */
export function compileFunction<Compiled>(
  parameters: readonly string[],
  statements: readonly Source[],
  { entries }: Constants,
): Compiled {
  const source = `'use strict'\nreturn function (${parameters.join(', ')}) {\n${statements.join('\n')}\n}`
  return new Function(...entries.values(), source)(...entries.keys()) as Compiled
}

/**
 * A function that is compiled at its second call: text that runs once is not worth its compilation.
 * The first call answers undefined.
 */
export function compileWhenRepeated<Parameters extends unknown[], Result>(
  compile: () => (...parameters: Parameters) => Result,
): (...parameters: Parameters) => Result | undefined {
  let hasRun = false
  let compiled: ((...parameters: Parameters) => Result) | undefined
  return (...parameters) => {
    if (compiled) return compiled(...parameters)
    if (hasRun) compiled = compile()
    hasRun = true
    return compiled?.(...parameters)
  }
}
