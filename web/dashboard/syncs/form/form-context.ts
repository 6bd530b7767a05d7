import { createContext, use } from 'react';
import type { FaultPlace } from './form-faults.ts';
import type { SyncForm } from './sync-form.ts';

/** The form that the sections of a page share. */
export interface FormState {
  readonly form: SyncForm;
  readonly change: <Part extends keyof SyncForm>(part: Part, value: SyncForm[Part]) => void;
  /** What is wrong there, once it is time to say so. */
  readonly faultAt: (place: FaultPlace) => string | undefined;
  readonly isReadOnly: boolean;
}

const Context = createContext<FormState | null>(null);

export const FormProvider = Context;

export function useSyncForm(): FormState {
  const state = use(Context);
  if (state === null) throw new Error('outside of a form');
  return state;
}
