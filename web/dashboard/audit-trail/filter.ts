/** What is looked for in the trail; empty: everything. Days as `2026-01-31`, of this browser's clock. */
export interface Filter {
  readonly search: string;
  readonly action: string;
  readonly from: string;
  readonly to: string;
}

export const noFilter: Filter = { search: '', action: '', from: '', to: '' };

/** Query of the API: `to` is the whole day. */
export function queryOf({ search, action, from, to }: Filter): {
  readonly search?: string;
  readonly action?: string;
  readonly from?: string;
  readonly to?: string;
} {
  const [begin, end] = [startOf(from, 0), startOf(to, 1)];
  return {
    ...(search === '' ? {} : { search }),
    ...(action === '' ? {} : { action }),
    ...(begin === null ? {} : { from: begin }),
    ...(end === null ? {} : { to: end }),
  };
}

/** Start of a day, or of one after it; null: it is none. */
function startOf(day: string, daysLater: number): string | null {
  const [year = Number.NaN, month = Number.NaN, date = Number.NaN] = day.split('-').map(Number);
  const start = new Date(year, month - 1, date + daysLater);
  return Number.isNaN(start.getTime()) ? null : start.toISOString();
}
