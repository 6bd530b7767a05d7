import { makeStyles, Tag, TagGroup, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';

export interface Chip {
  readonly id: string;
  readonly text: string;
}

const useStyles = makeStyles({ list: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalXS } });

/** Short things side by side, which can be taken out where `onRemove` is there. */
export function ChipList({
  label,
  chips,
  onRemove,
}: {
  readonly label: string;
  readonly chips: readonly Chip[];
  readonly onRemove?: (id: string) => void;
}) {
  const styles = useStyles();
  const { t } = useTranslation('ui');
  return (
    <TagGroup className={styles.list} aria-label={label} onDismiss={(_, { value }) => onRemove?.(value)}>
      {chips.map(({ id, text }) => (
        <Tag
          key={id}
          value={id}
          shape="circular"
          dismissible={onRemove !== undefined}
          dismissIcon={onRemove ? { 'aria-label': t('remove', { name: text }) } : null}
        >
          {text}
        </Tag>
      ))}
    </TagGroup>
  );
}
