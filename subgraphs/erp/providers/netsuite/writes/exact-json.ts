import { WeftError } from '#shared/errors.ts'
import { assertShallow } from '#shared/http/json-depth.ts'
import type { VendorResponse } from '#shared/http/vendor-http.ts'
import { formatAmount, type Money } from '#shared/money.ts'

// NetSuite's records hold amounts as JSON numbers. None of them may pass through a float.

/** JavaScript's own `JSON.rawJSON` and the third parameter of revivers; TypeScript's library does not know them yet. */
const exact = JSON as unknown as {
  rawJSON(text: string): object
  parse(text: string, revive: (name: string, value: unknown, at: { source?: string }) => unknown): unknown
}

/** A number as it stands in a body: the very digits of `decimal`, base-10 text. */
export function toNumber(decimal: string): object {
  if (!/^-?(0|[1-9]\d{0,29})(\.\d{1,20})?$/.test(decimal))
    throw new WeftError('INVALID_ARGUMENT', 'something that is no decimal number')
  return exact.rawJSON(decimal)
}

export const toNativeAmount = (amount: Money): object => toNumber(formatAmount(amount))

/** Parses a JSON answer; numbers become the text that they were written as. */
export function parseExact({ text, status }: VendorResponse, system: string): unknown {
  try {
    assertShallow(text)
    return exact.parse(text, (_name, value, { source }) => (typeof value === 'number' ? source : value))
  } catch (error) {
    throw new WeftError(
      'INVALID_RESPONSE',
      'the system answered something that is not JSON',
      { system, status },
      error,
    )
  }
}
