import {
  Accordion,
  AccordionHeader,
  AccordionItem,
  AccordionPanel,
  makeStyles,
  mergeClasses,
  tokens,
} from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { PageSkeleton } from '../../../ui/page-skeleton.tsx';
import { ProblemMessage } from '../../../ui/problem-message.tsx';
import { Stack } from '../../../ui/stack.tsx';
import { Count, useFormats } from '../../../ui/values.tsx';
import type { SourcePreview } from '../definition.ts';
import { leftOut } from '../left-out.ts';
import { useRuleText } from '../overview/rule-text.ts';
import { PeopleList } from '../people/people-list.tsx';
import { FilledFields } from './filled-fields.tsx';
import { RowProblems } from './row-problems.tsx';
import type { useSourceForm } from './use-source-form.ts';

const useStyles = makeStyles({
  quiet: { margin: 0, color: tokens.colorNeutralForeground2 },
  old: { opacity: 0.8 },
  many: {
    fontSize: tokens.fontSizeHero700,
    lineHeight: tokens.lineHeightHero700,
    fontWeight: tokens.fontWeightSemibold,
    fontVariantNumeric: 'tabular-nums',
    color: tokens.colorBrandForeground1,
  },
});

/** What a source as it is described gives: counts, the first entries, which fields are filled, and what is wrong. */
export function SourcePreviewView({
  isComplete,
  preview,
}: {
  readonly isComplete: boolean;
  readonly preview: ReturnType<typeof useSourceForm>['preview'];
}) {
  const styles = useStyles();
  const { t } = useTranslation('collections');
  if (!isComplete) return <p className={styles.quiet}>{t('sourcePreview.incomplete')}</p>;
  if (preview.error) return <ProblemMessage problem={preview.error} onRetry={() => void preview.refetch()} />;
  if (!preview.data) return <PageSkeleton label={t('sourcePreview.reading')} rows={3} />;
  return (
    <div className={mergeClasses(preview.isFetching && styles.old)} aria-busy={preview.isFetching}>
      <Found preview={preview.data} />
    </div>
  );
}

function Found({
  preview: { entries, complete, byRule, sample, fields, problems },
}: {
  readonly preview: SourcePreview;
}) {
  const styles = useStyles();
  const { t } = useTranslation('collections');
  const { list } = useFormats();
  const ruleText = useRuleText();
  const out = leftOut(byRule);
  const listed = byRule.listed ?? 0;
  return (
    <Stack>
      <div role="status">
        <span className={styles.many}>
          <Count value={listed} />
        </span>{' '}
        <span className={styles.quiet}>
          {t(complete ? 'sourcePreview.of' : 'sourcePreview.ofFirst', { count: entries })}
        </span>
        {out.length > 0 && (
          <p className={styles.quiet}>
            {t('funnel.out')} {list(out.map(({ rule, count }) => ruleText(rule, count)))}
          </p>
        )}
      </div>
      {problems.length > 0 && <RowProblems problems={problems.map(({ code, detail }) => ({ code, place: detail }))} />}
      <PeopleList people={sample.slice(0, 5)} empty={t('sourcePreview.nobody')} />
      {fields.length > 0 && (
        <Accordion collapsible>
          <AccordionItem value="fields">
            <AccordionHeader as="h3">{t('sourcePreview.fields', { count: fields.length })}</AccordionHeader>
            <AccordionPanel>
              <FilledFields fields={fields} of={listed} />
            </AccordionPanel>
          </AccordionItem>
        </Accordion>
      )}
    </Stack>
  );
}
