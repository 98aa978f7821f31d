import type { EmulatorContext, EmulatorDefinition } from './definition.ts'
import type { Faults } from './faults.ts'

/** One request received and what became of it. */
export interface RecordedCall {
  method: string
  path: string
  query: string
  status: number
  /** ISO 8601. */
  at: string
  headers: Record<string, unknown>
  body: string
  /** True when the request took effect, whatever the caller was told. */
  applied: boolean
}

/** An emulator while it runs. */
export interface Running<State> extends EmulatorContext<State> {
  definition: EmulatorDefinition<State>
  recorded: RecordedCall[]
  faults: Faults
  /** Difference between the emulator's clock and the machine's. */
  clockOffsetMs: number
}
