import {
  GraphQLError,
  GraphQLScalarType,
  type GraphQLScalarTypeConfig,
  Kind,
  type ValueNode,
  valueFromASTUntyped,
} from 'graphql'
import { WeftError } from '../errors.ts'

/** A scalar that is text on the wire and is checked in both directions. What a caller gives is INVALID_ARGUMENT. */
function textScalar(
  name: string,
  isValid: (text: string) => boolean,
  serialize: (value: unknown) => string = String,
): GraphQLScalarType {
  const parse = (value: unknown): string => {
    if (typeof value === 'string' && isValid(value)) return value
    throw new WeftError('INVALID_ARGUMENT', `${name} cannot represent this value`)
  }
  return new GraphQLScalarType({
    name,
    serialize(value) {
      const text = serialize(value)
      if (!isValid(text)) throw new GraphQLError(`${name} cannot represent this value`)
      return text
    },
    parseValue: parse,
    parseLiteral: (node: ValueNode) => parse(node.kind === Kind.STRING ? node.value : undefined),
  } satisfies GraphQLScalarTypeConfig<string, string>)
}

const matching =
  (pattern: RegExp) =>
  (text: string): boolean =>
    pattern.test(text)

const DAY = /^\d{4}-\d{2}-\d{2}$/
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/

/** A day that the calendar has: no February 31, which JavaScript would read as a day in March. */
function isDay(text: string): boolean {
  const midnight = new Date(`${text}T00:00:00Z`)
  return DAY.test(text) && !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(text)
}

const isInstant = (text: string): boolean =>
  INSTANT.test(text) && isDay(text.slice(0, 10)) && !Number.isNaN(Date.parse(text))

const toUtc = (value: unknown): string =>
  (value instanceof Date ? value : new Date(String(value))).toISOString()

/** The scalars of the canonical schema, the same in every subgraph. */
export const scalars = {
  DateTime: textScalar('DateTime', isInstant, toUtc),
  Date: textScalar('Date', isDay),
  Decimal: textScalar('Decimal', matching(/^-?\d+(\.\d+)?$/)),
  CurrencyCode: textScalar('CurrencyCode', matching(/^[A-Z]{3}$/)),
  CountryCode: textScalar('CountryCode', matching(/^[A-Z]{2}$/)),
  URL: textScalar('URL', matching(/^https?:\/\/\S+$/)),
  Duration: textScalar(
    'Duration',
    matching(/^P(?!$)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?$/),
  ),
  JSON: new GraphQLScalarType({
    name: 'JSON',
    parseValue: (value) => value,
    parseLiteral: valueFromASTUntyped,
  }),
}
