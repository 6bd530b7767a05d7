import { MessageBar, MessageBarBody, MessageBarTitle, makeStyles, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';

const codes = [
  'id-missing',
  'id-duplicate',
  'too-many-columns',
  'too-few-columns',
  'not-decodable',
  'value-too-long',
  'join-without-person',
  'no-room',
] as const;

const useStyles = makeStyles({
  body: { paddingBlock: tokens.spacingVerticalS, whiteSpace: 'normal' },
  list: {
    margin: `${tokens.spacingVerticalXS} 0 0`,
    paddingInlineStart: tokens.spacingHorizontalL,
    maxHeight: '220px',
    overflowY: 'auto',
  },
  place: { color: tokens.colorNeutralForeground2 },
});

/** What could not be read of a source, line by line, and what to do. */
export function RowProblems({
  problems,
}: {
  readonly problems: readonly { readonly code: string; readonly place: string }[];
}) {
  const styles = useStyles();
  const { t } = useTranslation('collections');
  return (
    <MessageBar intent="warning" layout="multiline">
      <MessageBarBody className={styles.body}>
        <MessageBarTitle>{t('rowProblem.title', { count: problems.length })}</MessageBarTitle>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard */}
        <ul className={styles.list} tabIndex={0} aria-label={t('rowProblem.title', { count: problems.length })}>
          {problems.map(({ code, place }, index) => {
            const known = codes.find((one) => one === code);
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: a line may be wrong twice
              <li key={`${index} ${place}`}>
                <span className={styles.place}>{place}:</span> {known === undefined ? code : t(`rowProblem.${known}`)}
              </li>
            );
          })}
        </ul>
      </MessageBarBody>
    </MessageBar>
  );
}
