import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FieldProblem } from '../../api/problem.ts';
import type { FormState } from './form-context.ts';
import { type FaultPlace, type Faults, faultsOf, placeOf } from './form-faults.ts';
import type { SyncForm } from './sync-form.ts';

export interface FormControl extends FormState {
  readonly setForm: (form: SyncForm) => void;
  readonly faults: Faults;
  /** From now on everything that is wrong is shown. */
  readonly showFaults: () => void;
  /** Shows what the server found at its fields. */
  readonly showServerFaults: (problems: readonly FieldProblem[]) => void;
}

/**
 * Holds a form while it is filled in: a fault is shown once its part was changed, or when going on was tried.
 * @param taken Names of other syncs.
 */
export function useFormState(initial: SyncForm, taken: readonly string[], isReadOnly: boolean): FormControl {
  const { t } = useTranslation('syncs');
  const [form, setForm] = useState(initial);
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set());
  const [showsAll, setShowsAll] = useState(false);
  const [ofServer, setOfServer] = useState<ReadonlyMap<FaultPlace, string>>(new Map());
  const faults = faultsOf(form, taken);
  return {
    form,
    isReadOnly,
    faults,
    setForm,
    change: (part, value) => {
      setForm((before) => ({ ...before, [part]: value }));
      setTouched((before) => new Set([...before, part]));
      setOfServer((before) => new Map([...before].filter(([place]) => !isOfPart(place, part))));
    },
    faultAt: (place) => {
      const found = ofServer.get(place);
      if (found !== undefined) return found;
      const fault = faults.get(place);
      const isShown = showsAll || [...touched].some((part) => isOfPart(place, part));
      return fault === undefined || !isShown ? undefined : t(`form.fault.${fault}`);
    },
    showFaults: () => setShowsAll(true),
    showServerFaults: (problems) =>
      setOfServer(
        new Map(
          problems.flatMap(({ path, message }) => {
            const place = placeOf(path);
            return place === null ? [] : [[place, message] as const];
          }),
        ),
      ),
  };
}

function isOfPart(place: FaultPlace, part: string): boolean {
  return place === part || place.startsWith(`${part}.`);
}
