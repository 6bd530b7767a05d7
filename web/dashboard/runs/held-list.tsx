import { makeStyles, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { Held } from './run.ts';

const parts = ['listDeletes', 'deletes', 'listChanges', 'leavers'] as const satisfies readonly (keyof Held)[];

const useStyles = makeStyles({
  list: {
    display: 'grid',
    gap: tokens.spacingVerticalXS,
    margin: 0,
    paddingInlineStart: tokens.spacingHorizontalXL,
    fontWeight: tokens.fontWeightSemibold,
  },
});

/** What is held, each with its number. */
export function HeldList({ held }: { readonly held: Held }) {
  const styles = useStyles();
  const { t } = useTranslation('runs');
  return (
    <ul className={styles.list}>
      {parts
        .filter((part) => held[part] > 0)
        .map((part) => (
          <li key={part}>{t(`held.${part}`, { count: held[part] })}</li>
        ))}
    </ul>
  );
}
