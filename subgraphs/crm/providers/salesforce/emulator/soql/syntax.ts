/** A parsed query. `at` is where in the text a name stands, for the vendor's error messages. */
export interface Query {
  text: string
  select: Selection[]
  /** An object, or inside a sub-query the name of a child relationship. */
  from: { name: string; at: number }
  where: Condition | undefined
  orderBy: { path: Path; descending: boolean; nullsLast: boolean }[]
  limit: number | undefined
  offset: number
}

export type Selection = { kind: 'field'; path: Path } | { kind: 'children'; query: Query } | { kind: 'count' }

/** `Account.Owner.Name` as its three names. */
export interface Path {
  names: string[]
  at: number
}

export type Condition =
  | { kind: 'and' | 'or'; parts: Condition[] }
  | { kind: 'not'; part: Condition }
  | { kind: 'compare'; path: Path; operator: Operator; value: Literal }
  | { kind: 'in'; path: Path; negated: boolean; values: Literal[] }

export type Operator = '=' | '!=' | '<' | '<=' | '>' | '>=' | 'LIKE'

export type Literal =
  | { kind: 'text'; value: string }
  | { kind: 'number'; value: number }
  | { kind: 'boolean'; value: boolean }
  | { kind: 'date' | 'datetime'; value: string }
  | { kind: 'null' }
