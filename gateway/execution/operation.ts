/** What a client sent, whatever transport it came by. */
export interface Operation {
  query: string
  operationName?: string | undefined
  variables?: Readonly<Record<string, unknown>> | undefined
}
