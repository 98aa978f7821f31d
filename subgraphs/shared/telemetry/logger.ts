import { type Logger, pino } from 'pino'

export type { Logger }

/** JSON lines on stderr; credentials and bearer tokens never reach them. */
export function createLogger(level: string): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: {
        paths: ['*.authorization', '*.credentials', 'authorization', 'credentials'],
        censor: '[redacted]',
      },
    },
    pino.destination(2),
  )
}

/** For tests and tools that have nothing to say. */
export const silentLogger: Logger = pino({ level: 'silent' })
