import { type DestinationStream, type Logger, pino } from 'pino'
import { describeError, redact } from './redaction.ts'

export type { Logger }

/**
 * JSON lines on stderr, or wherever `destination` leads. Neither personal data nor secrets reach them, whatever is logged:
 * see `redaction.ts`.
 */
export function createLogger(level: string, destination: DestinationStream = pino.destination(2)): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      serializers: { err: (error: unknown) => error },
      formatters: {
        log: ({ err, ...line }) => ({
          ...(redact(line) as Record<string, unknown>),
          ...(err === undefined ? {} : { err: describeError(err) }),
        }),
      },
    },
    destination,
  )
}

/** For tests and tools that have nothing to say. */
export const silentLogger: Logger = pino({ level: 'silent' })
