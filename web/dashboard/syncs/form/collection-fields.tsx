import { Field, Input, makeStyles, Select } from '@fluentui/react-components';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useLinkStyle } from '../../../ui/link-style.ts';
import { Stack } from '../../../ui/stack.tsx';
import { useApi } from '../../api/api.ts';
import { useTenant } from '../../api/session.ts';
import { useSyncForm } from './form-context.ts';

const useStyles = makeStyles({ field: { maxWidth: '480px' }, text: { margin: 0 } });

/** Which list, and what the sync is called. @param isNew Name and connection can still be chosen. */
export function CollectionFields({ isNew }: { readonly isNew: boolean }) {
  const styles = useStyles();
  const link = useLinkStyle();
  const { t } = useTranslation('syncs');
  const { tenantId } = useTenant();
  const { form, change, faultAt, isReadOnly } = useSyncForm();
  const collections = useApi('listCollections', { params: { tenantId } }).data?.items ?? [];
  const connections = useApi('listConnections', { params: { tenantId } }).data?.items ?? [];
  const faultOf = (place: 'name' | 'collectionId' | 'connectionId') => {
    const fault = faultAt(place);
    return fault === undefined ? {} : { validationMessage: fault };
  };
  return (
    <Stack>
      <Field
        className={styles.field}
        label={t('form.collection')}
        hint={t('form.collectionHint')}
        {...faultOf('collectionId')}
      >
        <Select
          value={form.collectionId}
          disabled={isReadOnly}
          onChange={(_, { value }) => change('collectionId', value)}
        >
          {form.collectionId === '' && <option value="">{t('form.choose')}</option>}
          {collections.map(({ collectionId, items }) => (
            <option key={collectionId} value={collectionId}>
              {collectionId} ({t('people', { count: items })})
            </option>
          ))}
        </Select>
      </Field>
      {isNew && connections.length > 1 && (
        <Field className={styles.field} label={t('form.connection')} {...faultOf('connectionId')}>
          <Select value={form.connectionId} onChange={(_, { value }) => change('connectionId', value)}>
            {connections.map(({ connectionId, entraTenantId }) => (
              <option key={connectionId} value={connectionId}>
                Microsoft 365 · {entraTenantId}
              </option>
            ))}
          </Select>
        </Field>
      )}
      {isNew && (
        <Field className={styles.field} label={t('form.name')} hint={t('form.nameHint')} {...faultOf('name')}>
          <Input value={form.name} onChange={(_, { value }) => change('name', value)} autoComplete="off" />
        </Field>
      )}
      {!isNew && (
        <p className={styles.text}>
          <Link
            to="/t/$tenantId/collections/$collectionId"
            params={{ tenantId, collectionId: form.collectionId }}
            className={link}
          >
            {t('form.toCollection')}
          </Link>
        </p>
      )}
    </Stack>
  );
}
