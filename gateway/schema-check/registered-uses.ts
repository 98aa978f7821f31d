import { GraphQLError, Kind, parse } from 'graphql'
import type { Client } from '../clients/client.ts'
import { coordinatesUsed } from '../usage/coordinates.ts'
import type { User } from '../usage/used-coordinates.ts'
import type { Graph } from './graph.ts'

/** What a client registered and may ask tomorrow, whether it ever did or not. */
export interface RegisteredUse {
  user: User
  coordinates: ReadonlySet<string>
}

/** What partners' registered documents touch of the graph that was released to them. A text that cannot be parsed touches nothing. */
export function registeredUsesOf(clients: readonly Client[], { schema }: Graph): RegisteredUse[] {
  return clients
    .filter(({ kind }) => kind === 'PARTNER')
    .flatMap(({ id, documents }) =>
      [...documents].flatMap(([hash, text]) =>
        usesOf(schema, text).map(({ name, coordinates }) => ({
          user: {
            clientId: id,
            operation: name ?? `unnamed ${hash.slice(0, 8)}`,
            requests: 0,
            lastSeen: undefined,
          },
          coordinates,
        })),
      ),
    )
}

function usesOf(schema: Graph['schema'], text: string) {
  const document = tryParse(text)
  return (document?.definitions ?? []).flatMap((operation) =>
    document && operation.kind === Kind.OPERATION_DEFINITION
      ? [{ name: operation.name?.value, coordinates: coordinatesUsed(schema, document, operation) }]
      : [],
  )
}

function tryParse(text: string) {
  try {
    return parse(text, { noLocation: true })
  } catch (error) {
    if (error instanceof GraphQLError) return undefined
    throw error
  }
}

/** Those who registered any of these coordinates, beside those who asked: whoever did both is named once. */
export function usersBeside(
  recorded: readonly User[],
  registered: readonly RegisteredUse[],
  coordinates: readonly string[],
): User[] {
  const asked = new Set(recorded.map(({ clientId, operation }) => `${clientId}\0${operation}`))
  return registered
    .filter((use) => coordinates.some((coordinate) => use.coordinates.has(coordinate)))
    .map(({ user }) => user)
    .filter(({ clientId, operation }) => !asked.has(`${clientId}\0${operation}`))
}
