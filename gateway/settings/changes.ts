import type { Setting, SettingValues } from '#shared/settings.ts'
import { wholeNumber } from './forms.ts'

/** How often systems are asked what has changed. */
export const CHANGES = {
  eventsPollSeconds: {
    name: 'EVENTS_POLL_SECONDS',
    meaning: 'How often systems that tell nothing by themselves are asked what has changed.',
    ...wholeNumber(1, 3_600),
    default: '10',
  },
  eventsSweepSeconds: {
    name: 'EVENTS_SWEEP_SECONDS',
    meaning: 'How often the others are asked, for what got lost on its way.',
    ...wholeNumber(5, 86_400),
    default: '60',
  },
  projectionSeconds: {
    name: 'PROJECTION_SECONDS',
    meaning:
      'How often lists that are kept here, because their system cannot answer them for many customers at once, are compared with what it lists as changed; an operation that takes answers so old is answered from them. 0: none are kept.',
    ...wholeNumber(0, 86_400),
    default: '20',
  },
} satisfies Record<string, Setting>

/** The same in milliseconds, of the systems that tell nothing by themselves and of the others. */
export const lookIntervalsOf = (settings: SettingValues<typeof CHANGES>) => ({
  pollMs: settings.eventsPollSeconds * 1000,
  sweepMs: settings.eventsSweepSeconds * 1000,
})
