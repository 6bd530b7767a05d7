/** A value now or later. What needs no waiting is never turned into a promise: a batch of writes runs in one go. */
export type Eventually<T> = T | Promise<T>;

export function after<T, U>(value: Eventually<T>, next: (value: T) => Eventually<U>): Eventually<U> {
  return value instanceof Promise ? value.then(next) : next(value);
}
