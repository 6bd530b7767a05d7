import { Button, Field, MessageBar, MessageBarBody, makeStyles, Select, tokens } from '@fluentui/react-components';
import { Link as RouterLink } from '@tanstack/react-router';
import { Controller, FormProvider } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { useLinkStyle } from '../../../ui/link-style.ts';
import { PageSkeleton } from '../../../ui/page-skeleton.tsx';
import { ProblemMessage } from '../../../ui/problem-message.tsx';
import { Section } from '../../../ui/section.tsx';
import { Stack } from '../../../ui/stack.tsx';
import { useApi } from '../../api/api.ts';
import { useTenant } from '../../api/session.ts';
import { EffectList } from '../../effects/effect-list.tsx';
import type { Source, SourceKind } from '../definition.ts';
import { freeSlug, slugPattern } from '../slug.ts';
import { TextField } from './form-parts.tsx';
import { KindFields } from './kind-fields.tsx';
import { SourcePreviewView } from './source-preview.tsx';
import { newValues, type SourceValues, valuesOf } from './source-values.ts';
import { useSourceForm } from './use-source-form.ts';
import { useSourceIds } from './use-source-ids.ts';

const useStyles = makeStyles({
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  quiet: { margin: 0, color: tokens.colorNeutralForeground2 },
});

const firstIds: Readonly<Record<SourceKind, string>> = {
  gal: 'people',
  'organizational-contacts': 'partners',
  group: 'group',
  'mailbox-folder': 'shared-contacts',
  csv: 'file',
};

/** Begins once it is known which connections there are. */
export function SourceForm(props: {
  readonly kind: SourceKind;
  readonly source: Source | null;
  readonly onSaved: (sourceId: string) => void;
  readonly onBack: () => void;
}) {
  const { t } = useTranslation('collections');
  const { tenantId } = useTenant();
  const linkStyle = useLinkStyle();
  const taken = useSourceIds();
  const { data, error, refetch } = useApi('listConnections', { params: { tenantId } });
  if (error) return <ProblemMessage problem={error} onRetry={() => void refetch()} />;
  if (!data || taken === null) return <PageSkeleton label={t('loading')} />;
  const connections = data.items.filter(({ state }) => state === 'connected');
  const connectionId = connections[0]?.connectionId ?? '';
  if (connectionId === '' && props.kind !== 'csv' && props.source === null) {
    return (
      <MessageBar intent="warning" layout="multiline">
        <MessageBarBody>
          {t('sourceForm.notConnected')}{' '}
          <RouterLink to="/t/$tenantId/connect" params={{ tenantId }} className={linkStyle}>
            {t('sourceForm.connect')}
          </RouterLink>
        </MessageBarBody>
      </MessageBar>
    );
  }
  const initial =
    props.source === null
      ? newValues(props.kind, freeSlug(firstIds[props.kind], taken), connectionId)
      : valuesOf(props.source);
  return <Form {...props} initial={initial} connections={connections.map((one) => one.connectionId)} />;
}

function Form({
  kind,
  source: before,
  initial,
  connections,
  onSaved,
  onBack,
}: {
  readonly kind: SourceKind;
  readonly source: Source | null;
  readonly initial: SourceValues;
  readonly connections: readonly string[];
  readonly onSaved: (sourceId: string) => void;
  readonly onBack: () => void;
}) {
  const styles = useStyles();
  const { t } = useTranslation('collections');
  const { form, source, preview, check, mailboxes, save, submit, faultsOf } = useSourceForm(initial, before, onSaved);
  return (
    <FormProvider {...form}>
      <form onSubmit={(event) => void submit(event)} noValidate>
        <Stack gap="l">
          <p className={styles.quiet}>{t(`sourceKind.${kind}.text`)}</p>
          <TextField
            name="sourceId"
            label={t('sourceForm.id')}
            hint={t('sourceForm.idHint')}
            required
            disabled={before !== null}
            pattern={{ value: slugPattern, message: t('slugFault') }}
          />
          {kind !== 'csv' && connections.length > 1 && (
            <Controller
              control={form.control}
              name="connectionId"
              render={({ field }) => (
                <Field label={t('sourceForm.connection')}>
                  <Select {...field}>
                    {connections.map((id) => (
                      <option key={id} value={id}>
                        {id}
                      </option>
                    ))}
                  </Select>
                </Field>
              )}
            />
          )}
          <KindFields kind={kind} before={before} faultsOf={faultsOf} />
          <Section title={t('sourcePreview.title')}>
            <SourcePreviewView isComplete={source !== null} preview={preview} />
          </Section>
          {before !== null && check.data && check.data.effects.length > 0 && (
            <Section title={t('save.effects')}>
              <Stack gap="s">
                <EffectList
                  effects={check.data.effects}
                  numberOf={() =>
                    mailboxes === 0 ? null : t('places', { places: t('inMailboxes', { count: mailboxes }) })
                  }
                />
                <p className={styles.quiet}>{t('ownStay')}</p>
              </Stack>
            </Section>
          )}
          {save.error && <ProblemMessage problem={save.error} />}
          {save.error?.code === 'changed-meanwhile' && <p className={styles.quiet}>{t('sourceForm.meanwhile')}</p>}
          <div className={styles.buttons}>
            <Button appearance="primary" type="submit" disabledFocusable={source === null || save.isPending}>
              {before === null ? t('sourceForm.add') : t('sourceForm.save')}
            </Button>
            <Button onClick={onBack}>{before === null ? t('back') : t('cancel')}</Button>
          </div>
        </Stack>
      </form>
    </FormProvider>
  );
}
