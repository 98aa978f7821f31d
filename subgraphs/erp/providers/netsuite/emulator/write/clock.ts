import type { Context } from '../state.ts'

/** The emulator's time as the database keeps it: `2026-11-24 09:05:00`. */
export const stampOf = ({ now }: Context): string => now().toISOString().slice(0, 19).replace('T', ' ')

export const todayOf = ({ now }: Context): string => now().toISOString().slice(0, 10)
