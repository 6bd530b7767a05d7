import type { Faults } from '../form/form-faults.ts';

export const wizardSteps = ['what', 'who', 'where', 'when'] as const;
export type WizardStep = (typeof wizardSteps)[number];

const parts = {
  what: ['name', 'collectionId', 'connectionId'],
  who: ['audience'],
  where: ['placement'],
  when: ['schedule'],
} as const satisfies Record<WizardStep, readonly string[]>;

/** Is something of a step still wrong? */
export function isFaulty(step: WizardStep, faults: Faults): boolean {
  return [...faults.keys()].some((place) => parts[step].some((part) => place === part || place.startsWith(`${part}.`)));
}

export function stateOf(step: WizardStep, current: WizardStep): 'done' | 'current' | 'next' {
  const [at, of] = [wizardSteps.indexOf(step), wizardSteps.indexOf(current)];
  if (at === of) return 'current';
  return at < of ? 'done' : 'next';
}

/** The step before (-1) or after (1); null: there is none. */
export function stepBeside(step: WizardStep, by: -1 | 1): WizardStep | null {
  const at = wizardSteps.indexOf(step) + by;
  return at < 0 ? null : (wizardSteps[at] ?? null);
}
