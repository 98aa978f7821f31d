import { isIP } from 'node:net'
import { z } from 'zod'
import type { Setting } from '#shared/settings.ts'
import { isLoopback } from './loopback.ts'

/** What the text of a setting looks like: in words for whoever writes it, and as the schema that reads it. */
type Form<Value> = Pick<Setting<Value>, 'expected' | 'schema'>

/** Text that is a URL of one of these protocols. */
export const urlOf = (...protocols: string[]) =>
  z.string().refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol))

/** `one, two` as its parts. */
export const commaSeparated = z.string().transform((text) => text.split(',').map((part) => part.trim()))

/** A URL that nobody on the way can read or change. */
export const httpsOrLoopback = urlOf('https:').or(
  urlOf('http:').refine((text) => isLoopback(new URL(text).hostname)),
)

const numberWithin = (min: number, max: number) =>
  z.string().regex(/^\d+$/).transform(Number).pipe(z.int().min(min).max(max))

export const wholeNumber = (min: number, max: number): Form<number> => ({
  expected: `a whole number from ${min} to ${max}`,
  schema: numberWithin(min, max),
})

export const oneOf = <const Choice extends string>(...choices: Choice[]): Form<Choice> => ({
  expected: `one of ${choices.join(', ')}`,
  schema: z.enum(choices) as z.ZodType<Choice, string>,
})

export const PORT: Form<number> = { expected: 'a port from 0 to 65535', schema: numberWithin(0, 65_535) }

export const ADDRESS: Form<string> = {
  expected: 'an IP address or localhost',
  schema: z.string().refine((text) => text === 'localhost' || isIP(text) !== 0),
}

export const SECURE_URL: Form<string> = {
  expected: 'an https:// URL (http:// on loopback)',
  schema: httpsOrLoopback,
}

export const PATH: Form<string> = { expected: 'a path', schema: z.string() }

export const TEXT: Form<string> = { expected: 'text', schema: z.string() }
