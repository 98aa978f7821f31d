import { WeftError } from '#shared/errors.ts'
import type { WriteCall, Written } from '#shared/writes.ts'

/** How a write ends: `lost` takes effect and is not answered. */
export type Ending = 'refused' | 'busy' | 'lost'

/** One write that took effect. */
export interface Effect {
  /** `erp.createOrder` */
  name: string
  nativeId: string
  /** What was asked for. */
  asked: unknown
}

/** What systems have written down. They take every key once, as `WriteCall` promises. */
export interface Books {
  effects: Effect[]
  /** How often each write was asked for, answered or not. */
  asked: string[]
  /** How the next calls of a write end; then it ends well. */
  fail(name: string, ...endings: Ending[]): void
  /** Writes once for a key, and answers the same again. */
  once<Answer extends Written>(
    name: string,
    call: WriteCall,
    write: () => { asked: unknown; answer: Answer },
  ): Promise<Answer>
  /** Names of what took effect, in order. */
  names(): string[]
}

export function createBooks(): Books {
  const kept = new Map<string, { asked: string; answer: Written }>()
  const endings = new Map<string, Ending[]>()
  const books: Books = {
    effects: [],
    asked: [],
    fail: (name, ...next) => void endings.set(name, next),
    async once(name, { idempotencyKey }, write) {
      books.asked.push(name)
      if (!/^[A-Za-z0-9:_-]{1,200}$/.test(idempotencyKey)) throw new Error(`no key: ${idempotencyKey}`)
      const ending = endings.get(name)?.shift()
      if (ending === 'refused') throw new WeftError('REJECTED_BY_SYSTEM', `${name} is refused`)
      if (ending === 'busy') throw new WeftError('SYSTEM_UNAVAILABLE', `${name} is not possible now`)
      const { asked, answer } = write()
      const known = kept.get(idempotencyKey)
      if (known && known.asked !== said(asked)) throw new Error(`${name}: another write with the same key`)
      if (!known) {
        kept.set(idempotencyKey, { asked: said(asked), answer })
        books.effects.push({ name, nativeId: answer.ref.nativeId, asked })
      }
      if (ending === 'lost') throw new WeftError('TIMEOUT', `${name} was not answered`)
      return known ? ({ ...known.answer, effect: 'FOUND' } as typeof answer) : answer
    },
    names: () => books.effects.map(({ name }) => name),
  }
  return books
}

const said = (asked: unknown): string =>
  JSON.stringify(asked, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value))
