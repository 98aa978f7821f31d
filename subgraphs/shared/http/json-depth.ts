/** Deeper than any vendor's answer. */
const MAX_DEPTH = 200
/** What is smaller costs more to look through than it can do harm: most answers. */
const HARMLESS_CHARACTERS = 65_536

/** As character codes. */
const QUOTE = 34
const BACKSLASH = 92
const LIST = 91
const LIST_END = 93
const OBJECT = 123
const OBJECT_END = 125

/** Throws RangeError for large JSON that is nested deeper than an answer is: parsed, it would be thirty times its size. */
export function assertShallow(text: string): void {
  if (text.length < HARMLESS_CHARACTERS) return
  let depth = 0
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charCodeAt(at)
    if (character === QUOTE) at = endOfText(text, at)
    else if (character === LIST || character === OBJECT) depth += 1
    else if (character === LIST_END || character === OBJECT_END) depth -= 1
    if (depth > MAX_DEPTH) throw new RangeError(`nested deeper than ${MAX_DEPTH}`)
  }
}

/** Where the quoted text that begins at `start` ends. */
function endOfText(text: string, start: number): number {
  let end = text.indexOf('"', start + 1)
  while (end > 0 && isEscaped(text, end)) end = text.indexOf('"', end + 1)
  return end < 0 ? text.length : end
}

/** An odd number of backslashes stands before it. */
function isEscaped(text: string, at: number): boolean {
  let before = at - 1
  while (text.charCodeAt(before) === BACKSLASH) before -= 1
  return (at - before) % 2 === 0
}
