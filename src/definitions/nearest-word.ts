/** The known word that is most like the given one, if it is like it enough to be meant; of equals the first. */
export function nearestWord(word: string, known: readonly string[]): string | null {
  const plain = fold(word).slice(0, longest);
  let best: string | null = null;
  let least = Math.max(1, Math.floor(plain.length / 3)) + 1;
  for (const candidate of known) {
    const distance = edits(plain, fold(candidate));
    if (distance < least) {
      best = candidate;
      least = distance;
    }
  }
  return best;
}

/** Longer words are no slips of the pen. */
const longest = 64;

function fold(word: string): string {
  return word.toLowerCase().replace(/[\s_-]/g, '');
}

/** Levenshtein distance. */
function edits(from: string, to: string): number {
  let previous = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [row, letter] of [...from].entries()) {
    const current = [row + 1];
    for (const [column, other] of [...to].entries()) {
      const replaced = (previous[column] ?? 0) + (letter === other ? 0 : 1);
      current.push(Math.min(replaced, (previous[column + 1] ?? 0) + 1, (current[column] ?? 0) + 1));
    }
    previous = current;
  }
  return previous.at(-1) ?? 0;
}
