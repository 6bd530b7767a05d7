import { makeStyles, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLinkStyle } from '../../../ui/link-style.ts';
import { Section } from '../../../ui/section.tsx';
import { AudienceFields } from '../form/audience-fields.tsx';
import { CollectionFields } from '../form/collection-fields.tsx';
import { GuardFields } from '../form/guard-fields.tsx';
import { PlacementFields } from '../form/placement-fields.tsx';
import { PolicyFields } from '../form/policy-fields.tsx';
import { ScheduleFields } from '../form/schedule-fields.tsx';
import { WriteFields } from '../form/write-fields.tsx';

const useStyles = makeStyles({
  contents: {
    display: 'flex',
    flexWrap: 'wrap',
    columnGap: tokens.spacingHorizontalXL,
    rowGap: tokens.spacingVerticalS,
    margin: 0,
    padding: 0,
    listStyle: 'none',
  },
  part: { scrollMarginTop: '72px' },
});

/** The whole form, with links to its sections. */
export function FormSections({
  sharedWith,
  isPaused,
}: {
  readonly sharedWith: readonly string[];
  readonly isPaused: boolean;
}) {
  const styles = useStyles();
  const link = useLinkStyle();
  const { t } = useTranslation('syncs');
  const sections = [
    { id: 'collection', fields: <CollectionFields isNew={false} /> },
    { id: 'audience', fields: <AudienceFields sharedWith={sharedWith} /> },
    { id: 'placement', fields: <PlacementFields /> },
    { id: 'policies', fields: <PolicyFields /> },
    { id: 'write', fields: <WriteFields /> },
    { id: 'guards', fields: <GuardFields /> },
    { id: 'schedule', fields: <ScheduleFields isPaused={isPaused} /> },
  ] as const satisfies readonly { readonly id: string; readonly fields: ReactNode }[];
  return (
    <>
      <nav aria-label={t('form.contents')}>
        <ul className={styles.contents}>
          {sections.map(({ id }) => (
            <li key={id}>
              <a href={`#${id}`} className={link}>
                {t(`form.section.${id}`)}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {sections.map(({ id, fields }) => (
        <div key={id} id={id} className={styles.part}>
          <Section title={t(`form.section.${id}`)}>{fields}</Section>
        </div>
      ))}
    </>
  );
}
