/** What graphql-js adds to a message for whoever knows the schema: names that come near the wrong one. */
const SUGGESTION = / Did you mean .*\?/gs

/** The same message without a word about what else there is. */
export const withoutSuggestion = (message: string): string => message.replace(SUGGESTION, '')
