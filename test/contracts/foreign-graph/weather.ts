import type { Random } from './random.ts';

/** Something that is asked of the foreign service. */
export interface Call {
  readonly place: 'token' | 'directory' | 'batch' | 'part';
  readonly method: string;
  /** With query, below the version where there is one. */
  readonly path: string;
}

export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** A text goes out as it is, everything else as JSON. */
  readonly body?: unknown;
}

/** What goes wrong with a call. */
export type Trouble =
  /** Another answer, before anything was done or after it. */
  | { readonly kind: 'answer'; readonly when: 'before' | 'after'; readonly answer: Answer }
  /** A throttling answer in this service's own form. */
  | { readonly kind: 'throttle' }
  /** Done, and not named in the answer to the batch; parts only. */
  | { readonly kind: 'left out' }
  /** Done, and named twice with different outcomes; parts only. */
  | { readonly kind: 'twice' }
  /** The connection breaks; of a batch the first half of the parts is done. */
  | { readonly kind: 'reset' }
  /** Done, and the answer ends in the middle. */
  | { readonly kind: 'cut' }
  /** Not done, and no answer comes. */
  | { readonly kind: 'silence' }
  /** The token is refused and stays so. */
  | { readonly kind: 'refuse token' };

/** Decides call by call what goes wrong; null: nothing. */
export type Weather = (call: Call) => Trouble | null;

export const fair: Weather = () => null;

const failure = (when: 'before' | 'after', status: number): Trouble => ({
  kind: 'answer',
  when,
  answer: { status, body: status === 502 ? '<html>Bad gateway</html>' : {} },
});

const everywhere = [{ kind: 'throttle' }, failure('before', 503), failure('before', 500)] as const satisfies Trouble[];
const reads = [...everywhere, { kind: 'reset' }, { kind: 'cut' }] as const satisfies Trouble[];
const parts = [
  ...everywhere,
  failure('after', 504),
  failure('after', 500),
  { kind: 'left out' },
  { kind: 'twice' },
] as const satisfies Trouble[];
const batches = [
  ...reads,
  failure('before', 404),
  failure('after', 502),
  failure('after', 504),
  { kind: 'refuse token' },
] as const satisfies Trouble[];

/** Trouble of every kind, each call with the same probability. */
export function stormy(random: Random, probability: number): Weather {
  return ({ place }) => {
    if (!random.chance(probability)) return null;
    switch (place) {
      case 'token':
        return random.pick(everywhere);
      case 'directory':
        return random.pick(reads);
      case 'batch':
        return random.pick(batches);
      case 'part':
        return random.pick(parts);
    }
  };
}

/** One moment of trouble in fair weather. */
export interface Incident {
  readonly weather: Weather;
  readonly happened: () => boolean;
}

/** The first call that fits meets this trouble, no other does. */
export function once(fits: (call: Call) => boolean, trouble: Trouble): Incident {
  let open = true;
  return {
    happened: () => !open,
    weather(call) {
      if (!open || !fits(call)) return null;
      open = false;
      return trouble;
    },
  };
}
