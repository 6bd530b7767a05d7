/** What a bench measured; `ratio` is value / floor, and smaller is better. */
export interface Measured {
  readonly value: number;
  readonly floor: number;
  readonly ratio: number;
  readonly [count: string]: number | readonly number[];
}

/** Measures one thing against its floor in the same run. `say` is for whoever waits. */
export type Bench = (say: (text: string) => void) => Promise<Measured>;
