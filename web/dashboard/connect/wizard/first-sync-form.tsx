import {
  Button,
  Field,
  Input,
  MessageBar,
  MessageBarBody,
  makeStyles,
  Radio,
  RadioGroup,
  Switch,
  tokens,
} from '@fluentui/react-components';
import { Link } from '@tanstack/react-router';
import { type FormEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Api } from '../../../../src/api/contract/contract.ts';
import { useLinkStyle } from '../../../ui/link-style.ts';
import { ProblemMessage } from '../../../ui/problem-message.tsx';
import { Stack } from '../../../ui/stack.tsx';
import { useApi, useApiMutation } from '../../api/api.ts';
import { useTenant } from '../../api/session.ts';
import { GroupPicker } from '../../collections/pickers/group-picker.tsx';
import { useDebounced } from '../../collections/use-debounced.ts';
import { firstDefinitionFile } from './first-definitions.ts';
import { FirstSyncCounts } from './first-sync-counts.tsx';

type Connection = Api['listConnections']['answer']['items'][number];

const folderPattern = /^\S(?:[^\r\n\t]*\S)?$/;

const useStyles = makeStyles({
  text: { margin: 0, maxWidth: '72ch' },
  card: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalL,
    padding: tokens.spacingHorizontalXL,
    borderRadius: tokens.borderRadiusXLarge,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  input: { maxWidth: '420px' },
});

/** The address list, for everyone or a group, in a folder: with numbers before anything is kept. */
export function FirstSyncForm({ connection: { connectionId, entraTenantId } }: { readonly connection: Connection }) {
  const styles = useStyles();
  const { t } = useTranslation('connect');
  const link = useLinkStyle();
  const { tenantId, can } = useTenant();
  const params = { tenantId };
  const groupFieldId = useId();
  const [audience, setAudience] = useState<'everyone' | 'group'>('everyone');
  const [groupId, setGroupId] = useState('');
  const [folder, setFolder] = useState(t('first.folderName'));
  const [withPhotos, setPhotos] = useState(false);
  const [isTried, setTried] = useState(false);
  const definitions = useApi('getDefinitions', { params });
  const save = useApiMutation('importDefinitions');
  const rule = audience === 'everyone' ? ({ kind: 'everyone' } as const) : ({ kind: 'group', groupId } as const);
  const settled = useDebounced(audience === 'group' && groupId === '' ? null : rule);

  const isFolderGood = folderPattern.test(folder.trim()) && folder.trim().length <= 255;
  const isGroupMissing = audience === 'group' && groupId === '';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!isFolderGood || isGroupMissing || save.isPending || !definitions.data) return;
    const file = firstDefinitionFile({
      entraTenantId,
      groupId: audience === 'group' ? groupId : null,
      folder: folder.trim(),
      withPhotos,
    });
    save.mutate({ params, body: { file }, ifMatch: definitions.data.etag });
  };
  if (!can('change')) return <p className={styles.text}>{t('first.notYou')}</p>;
  const kept = definitions.data?.data.definitions;
  if (kept && kept.sources.length + kept.collections.length > 0) {
    return (
      <p className={styles.text}>
        {t('first.listsThere')}{' '}
        <Link to="/t/$tenantId/syncs" params={params} className={link}>
          {t('first.toSyncs')}
        </Link>
      </p>
    );
  }
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <p className={styles.text}>{t('first.lead')}</p>
        <div className={styles.card}>
          <Field label={t('first.audience')}>
            <RadioGroup
              value={audience}
              onChange={(_, { value }) => setAudience(value === 'group' ? 'group' : 'everyone')}
            >
              <Radio value="everyone" label={t('first.everyone')} />
              <Radio value="group" label={t('first.group')} />
            </RadioGroup>
          </Field>
          {audience === 'group' && (
            <Field
              className={styles.input}
              label={{ children: t('first.groupName'), htmlFor: groupFieldId }}
              hint={t('first.groupHint')}
              required
              validationMessage={isTried && isGroupMissing ? t('first.groupMissing') : null}
            >
              <GroupPicker
                id={groupFieldId}
                label={t('first.groupName')}
                groupId={groupId}
                connectionId={connectionId}
                onChange={setGroupId}
              />
            </Field>
          )}
          <Field
            className={styles.input}
            label={t('first.folder')}
            hint={t('first.folderHint')}
            required
            validationMessage={isTried && !isFolderGood ? t('first.folderFault') : null}
          >
            <Input value={folder} maxLength={255} autoComplete="off" onChange={(_, { value }) => setFolder(value)} />
          </Field>
          <Switch label={t('first.photos')} checked={withPhotos} onChange={(_, { checked }) => setPhotos(checked)} />
        </div>
        <FirstSyncCounts connectionId={connectionId} rule={settled} />
        <MessageBar layout="multiline">
          <MessageBarBody>{t('first.nothingYet')}</MessageBarBody>
        </MessageBar>
        {(save.error ?? definitions.error) && <ProblemMessage problem={save.error ?? definitions.error} />}
        <div>
          <Button appearance="primary" type="submit" disabledFocusable={save.isPending || !definitions.data}>
            {t('first.look')}
          </Button>
        </div>
      </Stack>
    </form>
  );
}
