import { makeStyles, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { PageSkeleton } from '../../../ui/page-skeleton.tsx';
import { ProblemMessage } from '../../../ui/problem-message.tsx';
import { Section } from '../../../ui/section.tsx';
import { Stack } from '../../../ui/stack.tsx';
import { useFormats } from '../../../ui/values.tsx';
import { useApi } from '../../api/api.ts';
import { useTenant } from '../../api/session.ts';
import { useDraft } from '../draft/draft-context.tsx';
import { ProvenanceList } from '../people/provenance-list.tsx';
import { PersonPicker } from '../pickers/person-picker.tsx';
import { usePerson } from '../pickers/use-person.ts';
import { usePreview } from '../use-preview.ts';
import { CombinedPeople } from './combined-people.tsx';

const useStyles = makeStyles({ quiet: { margin: 0, color: tokens.colorNeutralForeground2 } });

/** How many were combined, and one of them with the origin of every value. */
export function MergedPerson() {
  const styles = useStyles();
  const { t } = useTranslation('collections');
  const { list } = useFormats();
  const { tenantId } = useTenant();
  const { draft, saved, sources, isDirty } = useDraft();
  const { collectionId } = saved;
  const preview = usePreview(draft);
  const { person, choose } = usePerson(collectionId);
  const item = useApi(
    'getItem',
    { params: { tenantId, collectionId, itemId: person?.itemId ?? '' } },
    { enabled: person !== null },
  );
  const from = list([...new Set(item.data?.sources.map(({ sourceId }) => sourceId))]);
  return (
    <Section title={t('example.title')}>
      <Stack>
        {sources.length > 1 && preview.data && (
          <CombinedPeople
            count={preview.data.combined.people}
            people={preview.data.combined.sample}
            chosen={person}
            onChoose={choose}
          />
        )}
        <PersonPicker label={t('example.person')} collectionId={collectionId} person={person} onChange={choose} />
        {isDirty && <p className={styles.quiet}>{t('asSaved')}</p>}
        {item.error && <ProblemMessage problem={item.error} onRetry={() => void item.refetch()} />}
        {person === null && <p className={styles.quiet}>{t('nobodyYet')}</p>}
        {person !== null && !item.data && !item.error && <PageSkeleton label={t('loading')} />}
        {item.data && (
          <>
            <p className={styles.quiet}>
              {item.data.sources.length > 1
                ? t('person.combined', { count: item.data.sources.length, sources: from })
                : t('person.from', { sources: from })}
            </p>
            <ProvenanceList person={item.data} />
          </>
        )}
      </Stack>
    </Section>
  );
}
