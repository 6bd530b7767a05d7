import { makeStyles, Textarea, tokens } from '@fluentui/react-components';
import { useId } from 'react';
import { useFilterFrame } from './filter-context.ts';

const useStyles = makeStyles({
  box: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS },
  text: { fontFamily: tokens.fontFamilyMonospace },
  hint: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
});

/** A condition as text, for who knows its language. */
export function ExpertText({
  label,
  hint,
  value,
  placeholder,
  isWrong,
  faultsId,
  onChange,
}: {
  readonly label: string;
  readonly hint: string;
  readonly value: string;
  readonly placeholder: string;
  readonly isWrong: boolean;
  readonly faultsId: string;
  readonly onChange: (text: string) => void;
}) {
  const styles = useStyles();
  const hintId = useId();
  const { isReadOnly } = useFilterFrame();
  return (
    <div className={styles.box}>
      <Textarea
        className={styles.text}
        textarea={{ className: styles.text, spellCheck: false }}
        aria-label={label}
        aria-invalid={isWrong}
        aria-describedby={isWrong ? `${hintId} ${faultsId}` : hintId}
        resize="vertical"
        rows={3}
        value={value}
        placeholder={placeholder}
        disabled={isReadOnly}
        onChange={(_, data) => onChange(data.value)}
      />
      <span id={hintId} className={styles.hint}>
        {hint}
      </span>
    </div>
  );
}
