import {
  GraphQLError,
  GraphQLScalarType,
  type GraphQLScalarTypeConfig,
  Kind,
  type ValueNode,
  valueFromASTUntyped,
} from 'graphql'

/** A scalar that is text on the wire and is checked in both directions. */
function textScalar(
  name: string,
  pattern: RegExp,
  serialize: (value: unknown) => string = String,
): GraphQLScalarType {
  const check = (text: string): string => {
    if (!pattern.test(text)) throw new GraphQLError(`${name} cannot represent this value`)
    return text
  }
  const parse = (value: unknown): string => {
    if (typeof value !== 'string') throw new GraphQLError(`${name} must be a string`)
    return check(value)
  }
  return new GraphQLScalarType({
    name,
    serialize: (value) => check(serialize(value)),
    parseValue: parse,
    parseLiteral: (node: ValueNode) => parse(node.kind === Kind.STRING ? node.value : undefined),
  } satisfies GraphQLScalarTypeConfig<string, string>)
}

const toUtc = (value: unknown): string =>
  (value instanceof Date ? value : new Date(String(value))).toISOString()

/** The scalars of the canonical schema, the same in every subgraph. */
export const scalars = {
  DateTime: textScalar('DateTime', /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/, toUtc),
  Date: textScalar('Date', /^\d{4}-\d{2}-\d{2}$/),
  Decimal: textScalar('Decimal', /^-?\d+(\.\d+)?$/),
  CurrencyCode: textScalar('CurrencyCode', /^[A-Z]{3}$/),
  CountryCode: textScalar('CountryCode', /^[A-Z]{2}$/),
  URL: textScalar('URL', /^https?:\/\/\S+$/),
  Duration: textScalar(
    'Duration',
    /^P(?!$)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?$/,
  ),
  JSON: new GraphQLScalarType({
    name: 'JSON',
    parseValue: (value) => value,
    parseLiteral: valueFromASTUntyped,
  }),
}
