import { createContext, use } from 'react';
import type { FieldProblem } from '../../api/problem.ts';
import type { FilledField } from '../pickers/use-source-fields.ts';

/** What every condition of a filter needs to be edited. */
export interface FilterFrame {
  readonly sourceIds: readonly string[];
  readonly extras: readonly string[];
  readonly filled: ReadonlyMap<string, FilledField>;
  readonly isReadOnly: boolean;
  /** What the server doesn't take, by place: `0.where.of.1.expression`. */
  readonly faults: readonly FieldProblem[];
}

const Frame = createContext<FilterFrame>({
  sourceIds: [],
  extras: [],
  filled: new Map(),
  isReadOnly: true,
  faults: [],
});
export const FilterFrameProvider = Frame.Provider;

export function useFilterFrame(): FilterFrame {
  return use(Frame);
}

/** What is wrong with the condition at a place, but not within it. */
export function useFaultsAt(path: string): readonly string[] {
  const { faults } = use(Frame);
  return faults
    .filter(
      (fault) => fault.path === path || (fault.path.startsWith(`${path}.`) && !fault.path.startsWith(`${path}.of.`)),
    )
    .map(({ message }) => message);
}
