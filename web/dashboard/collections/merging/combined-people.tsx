import { makeStyles, ToggleButton, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { ItemSummary } from '../definition.ts';

const useStyles = makeStyles({
  text: { margin: 0 },
  list: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalXS },
});

/** Some of those who are in several sources, to look at. */
export function CombinedPeople({
  count,
  people,
  chosen,
  onChoose,
}: {
  readonly count: number;
  readonly people: readonly ItemSummary[];
  readonly chosen: ItemSummary | null;
  readonly onChoose: (person: ItemSummary) => void;
}) {
  const styles = useStyles();
  const { t } = useTranslation('collections');
  return (
    <>
      <p className={styles.text} role="status">
        {t('example.combined', { count })}
      </p>
      {people.length > 0 && (
        <div className={styles.list}>
          {people.slice(0, 6).map((person) => (
            <ToggleButton
              key={person.itemId}
              size="small"
              shape="circular"
              checked={person.itemId === chosen?.itemId}
              onClick={() => onChoose(person)}
            >
              {person.displayName === '' ? t('noName') : person.displayName}
            </ToggleButton>
          ))}
        </div>
      )}
    </>
  );
}
