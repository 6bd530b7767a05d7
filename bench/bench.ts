/** One figure of a result, or several: one per round, or one set per case. */
export type Figure = number | string | readonly number[] | readonly Readonly<Record<string, number | string>>[];

/** What a bench measured; `ratio` is value / floor, and smaller is better. */
export interface Measured {
  readonly value: number;
  readonly floor: number;
  readonly ratio: number;
  readonly [name: string]: Figure | readonly Measured[];
}

/** The figures of the worst size, and those of each. */
export interface MeasuredSizes extends Measured {
  readonly sizes: readonly Measured[];
}

export interface BenchOptions {
  /** Sizes to measure; null: those of the bench. */
  readonly mailboxes: readonly number[] | null;
  /** What Node is told besides in the measured process: where profiles go. */
  readonly nodeOptions: readonly string[];
}

/** Measures one thing against its floor in the same run. `say` is for whoever waits. */
export type Bench = (say: (text: string) => void, options: BenchOptions) => Promise<Measured>;

/** Measures one size after the other. */
export async function worstOfSizes(
  sizes: readonly number[],
  measure: (mailboxes: number) => Promise<Measured>,
): Promise<MeasuredSizes> {
  const measured: Measured[] = [];
  for (const mailboxes of sizes) measured.push({ mailboxes, ...(await measure(mailboxes)) });
  const worst = measured.toSorted((a, b) => b.ratio - a.ratio)[0];
  if (worst === undefined) throw new Error('no size to measure');
  return { ...worst, sizes: measured };
}
