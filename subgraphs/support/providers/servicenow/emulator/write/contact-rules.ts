import type { BeforeRule } from './change.ts'

/** `name` is made of first and last name. */
const nameContact: BeforeRule = ({ after }) => {
  const name = [after.first_name, after.last_name].filter(Boolean).join(' ')
  if (name) after.name = name
}

export const BEFORE_CONTACT = [nameContact]
