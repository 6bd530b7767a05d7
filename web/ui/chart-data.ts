export type ChartTone = 'brand' | 'good' | 'warning' | 'bad' | 'quiet';

export interface Series {
  readonly name: string;
  readonly tone: ChartTone;
  /** One per place on the axis. */
  readonly values: readonly number[];
}

/** `lines` over days (`2026-01-31`), `bars` that are stacked over any places, `shares` of a whole. */
export type ChartData =
  | {
      readonly kind: 'lines';
      readonly axis: string;
      readonly days: readonly string[];
      readonly series: readonly Series[];
    }
  | {
      readonly kind: 'bars';
      readonly axis: string;
      readonly places: readonly string[];
      readonly series: readonly Series[];
    }
  | {
      readonly kind: 'shares';
      readonly parts: readonly { readonly name: string; readonly tone: ChartTone; readonly value: number }[];
    };
