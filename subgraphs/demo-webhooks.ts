import type { Connection } from '#shared/connections/connection.ts'
import { WeftError } from '#shared/errors.ts'

/** Tells the demo world's stand-ins where Weft listens, as an administrator would tell a vendor. */
export async function announceWebhooks(
  connections: readonly Connection[],
  gatewayUrl: string,
): Promise<void> {
  await Promise.all(
    connections
      .filter(({ environment }) => environment === 'SIMULATED')
      .map((connection) => announce(connection, gatewayUrl)),
  )
}

async function announce(
  { id, baseUrl, credentials, timeoutMs }: Connection,
  gatewayUrl: string,
): Promise<void> {
  const response = await fetch(`${baseUrl}/__emulator/webhooks`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ url: `${gatewayUrl}/webhooks/${id}`, secret: credentials.webhookSecret }),
    signal: AbortSignal.timeout(timeoutMs),
  })
  if (!response.ok)
    throw new WeftError('INVALID_RESPONSE', `the stand-in ${id} takes no webhooks`, { system: id })
}
