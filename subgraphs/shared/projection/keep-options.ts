import type { CallContext } from '../connections/call-context.ts'
import type { Clock } from '../clock.ts'
import type { Store } from '../store/store.ts'

/** What keeping a list takes. */
export interface KeepOptions {
  store: Store
  clock: Clock
  /** What a call of this work goes by. */
  newCall(signal: AbortSignal): CallContext
}
