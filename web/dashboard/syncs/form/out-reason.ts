const reasons = ['guest', 'disabled', 'no-exchange-licence', 'no-address'] as const;
const kinds = ['in', 'not-named', 'excluded', 'unusable'] as const;

/** Name of the text that says why a mailbox is in or out; one that the pages do not know is not usable. */
export function reasonName(kind: string, reason: string | null): (typeof reasons)[number] | (typeof kinds)[number] {
  return reasons.find((one) => one === reason) ?? kinds.find((one) => one === kind) ?? 'unusable';
}
