import type { EmulatorDefinition } from '#shared/emulator/emulator.ts'

/** A stand-in whose books a test can look into, as they are and not as its API tells them. */
export interface OpenState<State> {
  definition: EmulatorDefinition<State>
  /** Since it was started, or reset; throws before. */
  state(): State
}

export function openState<State>(definition: EmulatorDefinition<State>): OpenState<State> {
  let made: State | undefined
  return {
    definition: withState(definition, (state) => {
      made = state
    }),
    state() {
      if (made === undefined) throw new Error(`${definition.vendor} was not started`)
      return made
    },
  }
}

/** A definition that shows every state that it makes. */
export function withState<State>(
  definition: EmulatorDefinition<State>,
  look: (state: State) => void,
): EmulatorDefinition<State> {
  return {
    ...definition,
    createState(now) {
      const state = definition.createState(now)
      look(state)
      return state
    },
  }
}
