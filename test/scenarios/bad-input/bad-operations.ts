import type { ErrorCode } from '#shared/errors.ts'

/** An operation that is none, or whose variables do not fit: nothing of it is run. */
export interface BadOperation {
  title: string
  query: string
  variables?: Record<string, unknown>
  code: ErrorCode
  names: RegExp
}

const PAGE =
  'query ($id: ID!, $first: Int, $statuses: [ContractStatus!]) { customer(id: $id) { contracts(first: $first, statuses: $statuses) { nodes { id } } } }'

export const BAD_OPERATIONS: readonly BadOperation[] = [
  { title: 'no GraphQL', query: '{ customer(', code: 'BAD_REQUEST', names: /Syntax Error/ },
  {
    title: 'a field that is not there',
    query: '{ customer(id: "x") { shoeSize } }',
    code: 'BAD_REQUEST',
    names: /shoeSize/,
  },
  {
    title: 'an argument that is not there',
    query: '{ customers(limit: 5) { nodes { id } } }',
    code: 'BAD_REQUEST',
    names: /limit/,
  },
  {
    title: 'a word that is no value of its enum',
    query: '{ customer(id: "x") { contracts(statuses: [SLEEPING]) { nodes { id } } } }',
    code: 'BAD_REQUEST',
    names: /SLEEPING/,
  },
  {
    title: 'text for a number',
    query: '{ customers(first: "ten") { nodes { id } } }',
    code: 'BAD_REQUEST',
    names: /first|Int/,
  },
  {
    title: 'a variable of text for a number',
    query: PAGE,
    variables: { id: 'x', first: 'ten' },
    code: 'INVALID_ARGUMENT',
    names: /\$first/,
  },
  {
    title: 'a variable that is no value of its enum',
    query: PAGE,
    variables: { id: 'x', statuses: ['ACTIVATED', 'SLEEPING'] },
    code: 'INVALID_ARGUMENT',
    names: /\$statuses/,
  },
  {
    title: 'an object for an id',
    query: PAGE,
    variables: { id: { $ne: null } },
    code: 'INVALID_ARGUMENT',
    names: /\$id/,
  },
  { title: 'no id at all', query: PAGE, variables: {}, code: 'INVALID_ARGUMENT', names: /\$id/ },
]
