import { makeStyles, tokens } from '@fluentui/react-components';
import { useBlocker, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { PageHeader } from '../../../ui/page-header.tsx';
import { Stack } from '../../../ui/stack.tsx';
import { useTenant } from '../../api/session.ts';
import type { Audience, Sync } from '../definition.ts';
import { FormProvider } from '../form/form-context.ts';
import { changedParts, formOf } from '../form/sync-form.ts';
import { useFormState } from '../form/use-form-state.ts';
import { ChangedMeanwhile } from './changed-meanwhile.tsx';
import { EditBar } from './edit-bar.tsx';
import { FormSections } from './form-sections.tsx';
import { SaveDialog } from './save-dialog.tsx';

const useStyles = makeStyles({ quiet: { margin: 0, color: tokens.colorNeutralForeground2 } });

/** A sync as a form. What it began with is kept, so that it shows when somebody else saves meanwhile. */
export function SyncEditor({
  sync,
  audience,
  etag,
  sharedWith,
}: {
  readonly sync: Sync;
  readonly audience: Audience;
  readonly etag: string;
  readonly sharedWith: readonly string[];
}) {
  const styles = useStyles();
  const { t } = useTranslation('syncs');
  const { tenantId, can } = useTenant();
  const navigate = useNavigate();
  const saved = formOf(sync, audience);
  const [base, setBase] = useState(saved);
  const [isSaving, setSaving] = useState(false);
  const [isSaved, setSaved] = useState(false);
  const control = useFormState(saved, [], !can('change'));
  const { form, faults, setForm, showFaults, showServerFaults } = control;
  const changed = changedParts(base, form);
  const isOutdated = changedParts(base, saved).length > 0;
  // Nothing of this page is lost if it follows what was saved elsewhere.
  if (isOutdated && changed.length === 0) {
    setBase(saved);
    setForm(saved);
  }
  const isDirty = changed.length > 0 && !isSaved;
  const leaving = useBlocker({
    shouldBlockFn: ({ current, next }) => isDirty && next.pathname !== current.pathname,
    enableBeforeUnload: () => isDirty,
    withResolver: true,
  });
  const toSync = () =>
    void navigate({ to: '/t/$tenantId/syncs/$syncId', params: { tenantId, syncId: sync.syncId }, ignoreBlocker: true });

  return (
    <FormProvider value={control}>
      <PageHeader title={t('form.editTitle', { name: sync.name })} lead={t('form.editLead')} />
      <Stack gap="l">
        {!can('change') && <p className={styles.quiet}>{t('form.readOnly')}</p>}
        {isOutdated && changed.length > 0 && (
          <ChangedMeanwhile
            base={base}
            mine={form}
            theirs={saved}
            onGoOn={(next) => {
              setBase(saved);
              setForm(next);
            }}
          />
        )}
        <FormSections sharedWith={sharedWith} isPaused={sync.paused} />
      </Stack>
      {isDirty && (
        <EditBar
          changed={changed}
          isFaulty={faults.size > 0}
          onDiscard={() => {
            setForm(saved);
            setBase(saved);
          }}
          onSave={() => (faults.size > 0 ? showFaults() : setSaving(true))}
        />
      )}
      {isSaving && (
        <SaveDialog
          sync={sync}
          audience={audience}
          form={form}
          etag={etag}
          isOutdated={isOutdated}
          onClose={() => setSaving(false)}
          onFaults={showServerFaults}
          onSaved={() => {
            setSaving(false);
            setSaved(true);
            toSync();
          }}
        />
      )}
      {leaving.status === 'blocked' && (
        <ConfirmDialog
          open
          title={t('form.leaveTitle')}
          confirm={t('form.leave')}
          danger
          onConfirm={leaving.proceed}
          onClose={leaving.reset}
        >
          {t('form.discardText')}
        </ConfirmDialog>
      )}
    </FormProvider>
  );
}
