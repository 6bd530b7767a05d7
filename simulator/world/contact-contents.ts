import type { ContactContent } from './model.ts';

/**
 * The memory of contact contents: equal ones exist once, in however many mailboxes they are.
 *
 * A content that no mailbox holds any more is forgotten by the garbage collector.
 */

const known = new Map<string, WeakRef<ContactContent>>();
const forgotten = new FinalizationRegistry<string>((key) => {
  if (known.get(key)?.deref() === undefined) known.delete(key);
});

/** Gives the one content that equals these; properties must be in the order of the table of contact properties. */
export function internContent(
  properties: ContactContent['properties'],
  extended: ContactContent['extended'],
): ContactContent {
  const key = JSON.stringify([properties, extended]);
  const existing = known.get(key)?.deref();
  if (existing !== undefined) return existing;
  const content: ContactContent = { properties, extended };
  known.set(key, new WeakRef(content));
  forgotten.register(content, key);
  return content;
}

/**
 * Remembers what was made from a text, dropping what was not asked for lately: at most twice `size` texts.
 *
 * A client writes the same contact into thousands of mailboxes: it is read and checked once.
 */
export function createTextMemory<T>(size: number): (text: string, make: () => T) => T {
  let recent = new Map<string, T>();
  let older = new Map<string, T>();
  return (text, make) => {
    const found = recent.get(text);
    if (found !== undefined) return found;
    const value = older.get(text) ?? make();
    if (recent.size >= size) {
      older = recent;
      recent = new Map();
    }
    recent.set(text, value);
    return value;
  };
}
