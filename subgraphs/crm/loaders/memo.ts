/** Loads each key once in an operation, and remembers which were asked for. */
export interface Memo<Key, Value> {
  load(key: Key): Promise<Value>
  /** What has been asked for already, running or done; undefined when nobody asked. Starts nothing. */
  peek(key: Key): Promise<Value> | undefined
}

export function createMemo<Key, Value>(
  load: (key: Key) => Promise<Value>,
  textOf: (key: Key) => string,
): Memo<Key, Value> {
  const loaded = new Map<string, Promise<Value>>()
  return {
    load(key) {
      const text = textOf(key)
      const known = loaded.get(text)
      if (known) return known
      const loading = load(key)
      loaded.set(text, loading)
      return loading
    },
    peek: (key) => loaded.get(textOf(key)),
  }
}
