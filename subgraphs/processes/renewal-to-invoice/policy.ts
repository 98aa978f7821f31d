/** The contract's custom field that says how many days before its end it may be renewed. */
export const WINDOW_FIELD = 'renewalWindowDays'
/** How often billing is asked for the first invoice of the new term, from its day on. */
export const ASK_AGAIN_MS = 3_600_000
