/** How many entries the rules of a source leave out, the most first. */
export function leftOut(
  byRule: Readonly<Record<string, number>>,
): readonly { readonly rule: string; readonly count: number }[] {
  return Object.entries(byRule)
    .filter(([rule, count]) => rule !== 'listed' && count > 0)
    .map(([rule, count]) => ({ rule, count }))
    .sort((a, b) => b.count - a.count);
}
