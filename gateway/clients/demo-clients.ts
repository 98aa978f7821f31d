import { fileURLToPath } from 'node:url'

/** The clients that tokens of the development issuer name. */
export const DEMO_CLIENTS_FILE = fileURLToPath(new URL('demo-clients.yaml', import.meta.url))
