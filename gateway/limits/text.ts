import { Lexer, Source, TokenKind } from 'graphql'
import { assertWithin } from './exceeded.ts'
import type { OperationLimits } from './operation-limits.ts'

/** What can be counted before anything is parsed. */
export interface TextSize {
  characters: number
  tokens: number
  nesting: number
  directives: number
}

const OPENING: ReadonlySet<TokenKind> = new Set([TokenKind.BRACE_L, TokenKind.PAREN_L, TokenKind.BRACKET_L])
const CLOSING: ReadonlySet<TokenKind> = new Set([TokenKind.BRACE_R, TokenKind.PAREN_R, TokenKind.BRACKET_R])

/**
 * Counts a document's text and stops at the first limit it passes: the parser, which calls itself for every bracket,
 * never sees more than the stack can hold. Throws LIMIT_EXCEEDED, and a GraphQLError where the text has no tokens.
 */
export function measureText(query: string, limits: OperationLimits): TextSize {
  assertWithin('characters', limits.characters, query.length)
  const lexer = new Lexer(new Source(query))
  const size: TextSize = { characters: query.length, tokens: 0, nesting: 0, directives: 0 }
  let open = 0
  for (let token = lexer.advance(); token.kind !== TokenKind.EOF; token = lexer.advance()) {
    size.tokens += 1
    if (token.kind === TokenKind.AT) size.directives += 1
    if (OPENING.has(token.kind)) size.nesting = Math.max(size.nesting, ++open)
    else if (CLOSING.has(token.kind)) open -= 1
    assertWithin('tokens', limits.tokens, size.tokens)
    assertWithin('nesting', limits.nesting, size.nesting)
    assertWithin('directives', limits.directives, size.directives)
  }
  return size
}
