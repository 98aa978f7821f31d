import type { Setting } from '#shared/settings.ts'
import { ADDRESS, PATH, PORT, urlOf } from './forms.ts'

/** Where the gateway listens, and what it keeps and calls. */
export const INSTALLATION = {
  port: {
    name: 'PORT',
    meaning: 'Where the gateway listens; 0 takes a free port.',
    ...PORT,
    default: '4000',
  },
  host: {
    name: 'HOST',
    meaning:
      'The address it listens on. Anything but loopback needs AUTH_ISSUER: the development issuer serves this machine only.',
    ...ADDRESS,
    default: '127.0.0.1',
  },
  databaseUrl: {
    name: 'DATABASE_URL',
    meaning: 'The PostgreSQL that keeps identities and links; unset: one that Weft starts and stops itself.',
    expected: 'a postgres:// URL',
    schema: urlOf('postgres:', 'postgresql:'),
    secret: true,
  },
  connectionsFile: {
    name: 'CONNECTIONS_FILE',
    meaning: 'The YAML file that declares the connections to vendors; unset: emulators with the demo world.',
    ...PATH,
  },
  dataDirectory: {
    name: 'DATA_DIRECTORY',
    meaning: 'Where the embedded database and the key of the development issuer live.',
    ...PATH,
    default: '.weft',
  },
} satisfies Record<string, Setting>
