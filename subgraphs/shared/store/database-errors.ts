import { DatabaseError } from 'pg'
import { WeftError } from '../errors.ts'

/**
 * SQLSTATE classes that say "not now": connection, out of resources, operator intervention (shutdown, statement
 * timeout), system error, object in use, transaction rolled back (deadlock). Any other class is a fault in our SQL.
 * https://www.postgresql.org/docs/18/errcodes-appendix.html (read 2026-11-24)
 */
const UNAVAILABLE_CLASSES = new Set(['08', '40', '53', '55', '57', '58'])

/** Wrong password or no such database: the operator's setting, which no retry mends but a restart may. */
const REFUSED_CLASSES = new Set(['28', '3D'])

/** Text in PostgreSQL holds every character but U+0000: nothing that we keep has one, so whoever asks for it is wrong. */
const NOT_A_CHARACTER = '22021'

/** The refusal that stands for a failed database call; the driver's error is its cause, seen only by the log. */
export function toStoreError(error: unknown): WeftError {
  if (error instanceof WeftError) return error
  if (!(error instanceof DatabaseError))
    return new WeftError('STORE_UNAVAILABLE', 'the database does not answer', { system: 'gateway' }, error)
  const sqlState = error.code ?? ''
  if (sqlState === NOT_A_CHARACTER)
    return new WeftError('INVALID_ARGUMENT', 'a text holds a character that no text has', {}, error)
  if (REFUSED_CLASSES.has(sqlState.slice(0, 2)))
    return new WeftError('STORE_UNAVAILABLE', 'the database refused us', { system: 'gateway' }, error)
  if (UNAVAILABLE_CLASSES.has(sqlState.slice(0, 2)))
    return new WeftError('STORE_UNAVAILABLE', 'the database cannot answer now', { system: 'gateway' }, error)
  return new WeftError('INTERNAL', `the database refused a statement (${sqlState})`, {}, error)
}
