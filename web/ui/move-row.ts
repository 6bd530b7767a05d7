/** The row that a key leads to; null: the key isn't one that moves. */
export function moveRow(key: string, current: number | null, count: number, pageRows: number): number | null {
  if (count === 0) return null;
  const from = current ?? -1;
  const within = (index: number) => Math.max(0, Math.min(count - 1, index));
  switch (key) {
    case 'ArrowDown':
      return within(from + 1);
    case 'ArrowUp':
      return within(from - 1);
    case 'PageDown':
      return within(from + pageRows);
    case 'PageUp':
      return within(from - pageRows);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
  }
  return null;
}
