import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'

const PEERS = new URL('peers/', import.meta.url)

/** Installs what the bench compares with, into its own folder, unless it is there. */
export function installPeers(): void {
  if (existsSync(new URL('node_modules/', PEERS))) return
  process.stderr.write('installing the peers into test/bench/peers/ (once)\n')
  execFileSync('npm', ['ci', '--no-audit', '--no-fund', '--ignore-scripts'], {
    cwd: PEERS,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
}
