import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { AddRegular } from '@fluentui/react-icons/svg/add';
import { DeleteRegular } from '@fluentui/react-icons/svg/delete';
import { useTranslation } from 'react-i18next';
import { moved } from '../../../ui/moved.ts';
import { Section } from '../../../ui/section.tsx';
import { SortableList } from '../../../ui/sortable-list.tsx';
import { Stack } from '../../../ui/stack.tsx';
import type { FieldProblem } from '../../api/problem.ts';
import type { FilterStep } from '../definition.ts';
import { useDraft } from '../draft/draft-context.tsx';
import { useSourceFields } from '../pickers/use-source-fields.ts';
import { usePreview } from '../use-preview.ts';
import { ConditionEditor } from './condition-editor.tsx';
import { countedSteps } from './conditions.ts';
import { entryKeys } from './entry-keys.ts';
import { FilterFrameProvider } from './filter-context.ts';
import { FilterResult } from './filter-result.tsx';
import { FilterStarts } from './filter-starts.tsx';
import { FilterStepHead } from './filter-step-head.tsx';

const useStyles = makeStyles({
  columns: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(460px, 100%), 1fr))',
    gap: tokens.spacingHorizontalXXL,
    alignItems: 'start',
    '@media (min-width: 1400px)': { gridTemplateColumns: 'minmax(0, 1fr) 340px' },
  },
  lead: { margin: 0, color: tokens.colorNeutralForeground2 },
});

const filterPath = 'body.collection.filter.';

/** Who of the sources is on the list, step by step, counted while it is written. */
export function FilterTab() {
  const styles = useStyles();
  const { t } = useTranslation('collections');
  const { draft, sources, isReadOnly, change } = useDraft();
  const { filter } = draft;
  const { steps, places } = countedSteps(filter);
  const counted = { ...draft, filter: steps };
  const preview = usePreview(counted);
  const { extras, filled } = useSourceFields(sources);
  const faults = (preview.error?.fields ?? []).flatMap((fault) => atPlace(fault, places));
  const set = (after: readonly FilterStep[]) => change({ filter: after });
  const replace = (index: number, before: FilterStep, after: FilterStep) =>
    set(filter.with(index, entryKeys.replace(before, after)));

  return (
    <FilterFrameProvider value={{ sourceIds: draft.sourceIds, extras, filled, isReadOnly, faults }}>
      <div className={styles.columns}>
        <Section
          title={t('filter.title')}
          actions={
            filter.length > 0 &&
            !isReadOnly && (
              <Button icon={<AddRegular />} onClick={() => set([...filter, newStep(filter)])}>
                {t('filter.addStep')}
              </Button>
            )
          }
        >
          <Stack>
            <p className={styles.lead}>
              {filter.length === 0
                ? t('filter.none')
                : t(filter[0]?.action === 'include' ? 'filter.beginsEmpty' : 'filter.beginsFull')}
            </p>
            {filter.length === 0 && !isReadOnly && <FilterStarts onStart={(step) => set([step])} />}
            <SortableList
              label={t('filter.steps')}
              entries={filter}
              keyOf={entryKeys.keyOf}
              nameOf={(_, index) => t('filter.step', { place: index + 1 })}
              {...(isReadOnly
                ? {}
                : {
                    onMove: (from: number, to: number) => set(moved(filter, from, to)),
                    actions: (_: FilterStep, index: number) => (
                      <Button
                        appearance="subtle"
                        icon={<DeleteRegular />}
                        aria-label={t('filter.removeStep', { place: index + 1 })}
                        onClick={() => set(filter.toSpliced(index, 1))}
                      />
                    ),
                  })}
              head={(step, index) => (
                <FilterStepHead
                  step={step}
                  index={index}
                  counts={preview.data?.steps[places.indexOf(index)] ?? null}
                  isCounted={places.includes(index)}
                  onChange={(after) => replace(index, step, after)}
                />
              )}
            >
              {(step, index) => (
                <ConditionEditor
                  condition={step.where}
                  path={`${index}.where`}
                  onChange={(where) => replace(index, step, { ...step, where })}
                />
              )}
            </SortableList>
          </Stack>
        </Section>
        <FilterResult collection={counted} preview={preview} />
      </div>
    </FilterFrameProvider>
  );
}

function newStep(filter: readonly FilterStep[]): FilterStep {
  return {
    action: filter.at(-1)?.action ?? 'exclude',
    where: { kind: 'field', field: 'department', is: 'equal', values: [] },
  };
}

/** A fault of a step that was counted, at its place among all steps. */
function atPlace({ path, message }: FieldProblem, places: readonly number[]): readonly FieldProblem[] {
  if (!path.startsWith(filterPath)) return [];
  const [step = '', ...rest] = path.slice(filterPath.length).split('.');
  const place = places[Number(step)];
  return place === undefined ? [] : [{ path: [place, ...rest].join('.'), message }];
}
