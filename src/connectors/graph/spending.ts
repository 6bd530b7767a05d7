/** What was spent in the last while, of what may be spent in any such while. */
export interface Spending {
  /** Milliseconds until so much more may be spent, 0: now. What is more than all there is may be spent when nothing is. */
  waitMs(amount: number, nowMs: number): number;
  /** Takes it; it counts until a whole window after `spent` was told. */
  reserve(amount: number): void;
  /** What was reserved has been spent by now. */
  spent(amount: number, nowMs: number): void;
  /** Whether nothing counts any more. */
  isIdle(nowMs: number): boolean;
}

/** The window is counted in so many steps: what was spent counts a step longer at most. */
const stepsPerWindow = 60;

/**
 * Counts against a limit such as "10,000 in 10 minutes", wherever the service's windows begin: what it has counted in the
 * last while was answered in that while or is still under way, so it is counted here too.
 *
 * @param most What may be spent in any window.
 */
export function createSpending(most: number, windowMs: number): Spending {
  const stepMs = windowMs / stepsPerWindow;
  /** By step, oldest first. */
  const steps: { readonly step: number; amount: number }[] = [];
  let counted = 0;
  let reserved = 0;

  function forget(nowMs: number): void {
    const oldest = Math.floor((nowMs - windowMs) / stepMs);
    while (steps[0] !== undefined && steps[0].step < oldest) counted -= steps.shift()?.amount ?? 0;
  }

  return {
    waitMs(amount, nowMs) {
      forget(nowMs);
      let over = counted + reserved + Math.min(amount, most) - most;
      if (over <= 0) return 0;
      for (const { step, amount: freed } of steps) {
        over -= freed;
        if (over <= 0) return (step + 1) * stepMs + windowMs - nowMs;
      }
      // What is under way has to end first.
      return stepMs;
    },
    reserve(amount) {
      reserved += amount;
    },
    spent(amount, nowMs) {
      reserved -= amount;
      counted += amount;
      const step = Math.floor(nowMs / stepMs);
      const last = steps.at(-1);
      if (last !== undefined && last.step >= step) last.amount += amount;
      else steps.push({ step, amount });
    },
    isIdle(nowMs) {
      forget(nowMs);
      return counted === 0 && reserved === 0;
    },
  };
}
