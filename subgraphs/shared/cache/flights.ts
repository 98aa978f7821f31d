import { type Answer, settle } from '../answer.ts'
import type { WeftError } from '../errors.ts'
import type { Question, Reading } from './cache.ts'

/** A call to a system under way, for whoever asks the same meanwhile. */
export interface Flight {
  /** When it began, in milliseconds of the clock. */
  readonly readAt: number
  /** How many invalidations there were then. */
  readonly began: number
  /** Whether the operation that began it has ended. */
  isAbandoned(): boolean
  /** In the order of the places asked, or why all of them failed; a fault of ours rejects. */
  readonly answers: Promise<Answer<unknown>[] | WeftError>
  /**
   * When the operation that began it has its answers. Others go on after it: so what all of them need next is asked for by
   * one, together.
   */
  readonly landed: Promise<void>
}

/** Where a question's answer stands in a flight. */
export interface Seat {
  flight: Flight
  seat: number
}

/** Calls under way by the questions that they answer. */
export interface Flights {
  get(key: string): Seat | undefined
  /** Asks for some of a reading's questions; nobody can join once it is disposed of. */
  begin(
    reading: Reading<unknown>,
    places: readonly number[],
    at: Pick<Flight, 'readAt' | 'began'>,
  ): Flight & Disposable
}

export function createFlights(): Flights {
  const seats = new Map<string, Seat>()
  return {
    get: (key) => seats.get(key),
    begin({ questions, ask, call }, places, at) {
      const keys = places.map((place) => (questions[place] as Question).key)
      const { promise: landed, resolve: land } = Promise.withResolvers<void>()
      const flight = {
        ...at,
        isAbandoned: () => call.signal.aborted,
        answers: settle(ask(places)),
        landed,
        [Symbol.dispose]() {
          land()
          for (const key of keys) if (seats.get(key)?.flight === flight) seats.delete(key)
        },
      }
      for (const [seat, key] of keys.entries()) seats.set(key, { flight, seat })
      return flight
    },
  }
}
