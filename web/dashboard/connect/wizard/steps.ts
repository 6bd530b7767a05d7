export const wizardSteps = ['promise', 'permissions', 'consent', 'probe', 'first-sync'] as const;
export type WizardStep = (typeof wizardSteps)[number];

export function isStep(value: unknown): value is WizardStep {
  return wizardSteps.some((step) => step === value);
}

/** What of connecting is done already, as the server knows it. */
export interface Standing {
  readonly isConnected: boolean;
  readonly hasSync: boolean;
}

/** Where who comes back goes on. */
export function stepToGoOn({ isConnected, hasSync }: Standing): WizardStep {
  if (!isConnected) return 'promise';
  return hasSync ? 'first-sync' : 'probe';
}

export function stepAfter(step: WizardStep): WizardStep {
  return wizardSteps[wizardSteps.indexOf(step) + 1] ?? step;
}

/** Steps that need consent can't be shown before it. */
export function shownStep(wanted: WizardStep | undefined, standing: Standing): WizardStep {
  const goOn = stepToGoOn(standing);
  if (wanted === undefined) return goOn;
  return !standing.isConnected && (wanted === 'probe' || wanted === 'first-sync') ? 'consent' : wanted;
}

export function stateOfStep(
  step: WizardStep,
  shown: WizardStep,
  { isConnected, hasSync }: Standing,
): 'done' | 'current' | 'next' {
  if (step === shown) return 'current';
  const isDone = {
    promise: isConnected || wizardSteps.indexOf(shown) > 0,
    permissions: isConnected || wizardSteps.indexOf(shown) > 1,
    consent: isConnected,
    probe: hasSync || (isConnected && shown === 'first-sync'),
    'first-sync': hasSync,
  } as const;
  return isDone[step] ? 'done' : 'next';
}
