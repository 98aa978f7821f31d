import type { Clock } from '../clock.ts'
import type { LedgerMaker } from '../http/budget-ledger.ts'
import type { Logger } from '../telemetry/logger.ts'

/** What every provider is made with, beside its connection. */
export interface ProviderOptions {
  logger: Logger
  clock: Clock
  /** Where calls are counted; unless given, each process counts for itself. */
  createLedger?: LedgerMaker | undefined
}
