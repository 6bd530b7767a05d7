import {
  Avatar,
  Button,
  DrawerBody,
  DrawerHeader,
  DrawerHeaderTitle,
  makeStyles,
  OverlayDrawer,
  tokens,
} from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons/svg/dismiss';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { listRoutes } from '../../../../src/api/contract/lists.routes.ts';
import { useLinkStyle } from '../../../ui/link-style.ts';
import { narrow } from '../../../ui/media-query.ts';
import { PageSkeleton } from '../../../ui/page-skeleton.tsx';
import { ProblemMessage } from '../../../ui/problem-message.tsx';
import { Stack } from '../../../ui/stack.tsx';
import { useFormats } from '../../../ui/values.tsx';
import { useApi } from '../../api/api.ts';
import { urlOf } from '../../api/client.ts';
import { useTenant } from '../../api/session.ts';
import { useDraft } from '../draft/draft-context.tsx';
import { ProvenanceList } from './provenance-list.tsx';

const useStyles = makeStyles({
  drawer: { width: '520px', maxWidth: '100vw', [`@media ${narrow}`]: { width: '100vw' } },
  person: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalL, minWidth: 0 },
  note: { color: tokens.colorNeutralForeground2, overflowWrap: 'anywhere' },
  lead: { margin: 0, color: tokens.colorNeutralForeground2 },
  body: { paddingBlock: `${tokens.spacingVerticalS} ${tokens.spacingVerticalXXL}` },
});

/** One person: every value, and where it comes from. */
export function PersonPanel({ itemId, onClose }: { readonly itemId: string; readonly onClose: () => void }) {
  const styles = useStyles();
  const { t } = useTranslation('collections');
  const { list } = useFormats();
  const { tenantId } = useTenant();
  const { saved, summary } = useDraft();
  const linkStyle = useLinkStyle();
  const params = { tenantId, collectionId: saved.collectionId, itemId };
  const { data, error, refetch } = useApi('getItem', { params });
  const person = data?.item.itemId === itemId ? data : null;
  const name = person?.item.displayName ?? '';
  const [sync] = summary.usedBySyncs;
  const preview = { item: itemId, ...(sync === undefined ? {} : { sync }) };
  const from = list([...new Set(person?.sources.map(({ sourceId }) => sourceId))]);
  return (
    <OverlayDrawer
      className={styles.drawer}
      position="end"
      open
      onOpenChange={(_, { open }) => !open && onClose()}
      aria-label={name === '' ? t('person.label') : name}
    >
      <DrawerHeader>
        <DrawerHeaderTitle
          action={<Button appearance="subtle" icon={<DismissRegular />} aria-label={t('close')} onClick={onClose} />}
        >
          {name === '' ? t('person.label') : name}
        </DrawerHeaderTitle>
      </DrawerHeader>
      <DrawerBody className={styles.body} tabIndex={0}>
        {error && <ProblemMessage problem={error} onRetry={() => void refetch()} />}
        {person === null && !error && <PageSkeleton label={t('loading')} />}
        {person !== null && (
          <Stack gap="l">
            <div className={styles.person}>
              <Avatar
                name={name}
                size={72}
                color="colorful"
                idForColor={itemId}
                {...(person.item.hasPhoto ? { image: { src: urlOf(listRoutes.getItemPhoto.path, params) } } : {})}
              />
              <div className={styles.note}>
                {[person.item.jobTitle, person.item.department, person.item.company].filter((text) => text).join(' · ')}
              </div>
            </div>
            <p className={styles.lead}>
              {person.sources.length > 1
                ? t('person.combined', { count: person.sources.length, sources: from })
                : t('person.from', { sources: from })}
            </p>
            <div>
              <Link to="/t/$tenantId/phone-preview" params={{ tenantId }} search={preview} className={linkStyle}>
                {t('person.preview')}
              </Link>
            </div>
            <ProvenanceList person={person} />
          </Stack>
        )}
      </DrawerBody>
    </OverlayDrawer>
  );
}
