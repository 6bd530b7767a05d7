import { makeStyles, tokens } from '@fluentui/react-components';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PageHeader } from '../../../ui/page-header.tsx';
import { PageSkeleton } from '../../../ui/page-skeleton.tsx';
import { ProblemMessage } from '../../../ui/problem-message.tsx';
import { type Step, StepList } from '../../../ui/step-list.tsx';
import { useToast } from '../../../ui/toasts.tsx';
import { useApi, useApiMutation } from '../../api/api.ts';
import { useTenant } from '../../api/session.ts';
import { CheckStep } from './check-step.tsx';
import { NameStep } from './name-step.tsx';
import { SourcesStep } from './sources-step.tsx';

const useStyles = makeStyles({
  steps: { maxWidth: '880px' },
  done: { margin: 0, color: tokens.colorNeutralForeground2 },
});

type Place = 'name' | 'sources' | 'check';
const places = ['name', 'sources', 'check'] as const;

/** A new list in three steps; everything else has what most want, and is set on its page. */
export function NewCollectionPage() {
  const styles = useStyles();
  const { t } = useTranslation('collections');
  const { tenantId } = useTenant();
  const navigate = useNavigate();
  const toast = useToast();
  const [place, setPlace] = useState<Place>('name');
  const [collectionId, setCollectionId] = useState('');
  const [sourceIds, setSourceIds] = useState<readonly string[]>([]);
  const definitions = useApi('getDefinitions', { params: { tenantId } });
  const create = useApiMutation('createCollection');

  if (definitions.error)
    return <ProblemMessage problem={definitions.error} onRetry={() => void definitions.refetch()} />;
  if (!definitions.data) return <PageSkeleton label={t('loading')} />;
  const { sources, collections } = definitions.data.data.definitions;
  const chosen = sourceIds.flatMap((id) => sources.find(({ sourceId }) => sourceId === id) ?? []);

  const submit = () =>
    create.mutate(
      {
        params: { tenantId },
        body: { collectionId, sourceIds: [...sourceIds] },
        ifMatch: definitions.data.etag,
      },
      {
        onSuccess: () => {
          toast({ intent: 'success', title: t('new.done', { name: collectionId }) });
          void navigate({ to: '/t/$tenantId/collections/$collectionId', params: { tenantId, collectionId } });
        },
      },
    );

  const contents = {
    name: (
      <NameStep
        collectionId={collectionId}
        taken={collections.map((one) => one.collectionId)}
        onNext={(id) => {
          setCollectionId(id);
          setPlace('sources');
        }}
      />
    ),
    sources: (
      <SourcesStep
        sources={sources}
        chosen={sourceIds}
        onChange={setSourceIds}
        onBack={() => setPlace('name')}
        onNext={() => setPlace('check')}
      />
    ),
    check: (
      <CheckStep
        collectionId={collectionId}
        sources={chosen}
        isBusy={create.isPending}
        error={create.error}
        onBack={() => setPlace('sources')}
        onCreate={submit}
      />
    ),
  };
  const summaries = {
    name: <p className={styles.done}>{collectionId}</p>,
    sources: <p className={styles.done}>{sourceIds.join(', ')}</p>,
    check: null,
  };
  const now = places.indexOf(place);
  const steps = places.map((id, index): Step => {
    const title = t(`new.${id}`);
    if (index === now) return { id, title, state: 'current', content: contents[id] };
    return index < now ? { id, title, state: 'done', content: summaries[id] } : { id, title, state: 'next' };
  });
  return (
    <>
      <PageHeader title={t('new.title')} lead={t('new.lead')} />
      <div className={styles.steps}>
        <StepList label={t('new.title')} steps={steps} />
      </div>
    </>
  );
}
