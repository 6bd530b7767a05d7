/** Whole numbers in a row, four bytes each: for what there is one of per item. */
export interface NumberList {
  readonly size: number;
  /** 0 where nothing was set. */
  at(place: number): number;
  set(place: number, value: number): void;
  push(value: number): void;
}

export function createNumberList(): NumberList {
  let numbers = new Int32Array(64);
  let size = 0;
  const set = (place: number, value: number): void => {
    if (place >= numbers.length) {
      const longer = new Int32Array(Math.max(place + 1, numbers.length * 2));
      longer.set(numbers);
      numbers = longer;
    }
    numbers[place] = value;
    size = Math.max(size, place + 1);
  };
  return {
    get size() {
      return size;
    },
    at: (place) => numbers[place] ?? 0,
    set,
    push: (value) => set(size, value),
  };
}
