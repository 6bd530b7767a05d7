import { MessageBar, MessageBarBody, MessageBarTitle, makeStyles, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';

const useStyles = makeStyles({
  body: { paddingBlock: tokens.spacingVerticalS, whiteSpace: 'normal' },
  list: { margin: 0, paddingInlineStart: tokens.spacingHorizontalL },
});

/** What keeps definitions from being saved. */
export function FaultList({
  faults,
}: {
  readonly faults: readonly { readonly path: string; readonly message: string }[];
}) {
  const styles = useStyles();
  const { t } = useTranslation('collections');
  return (
    <MessageBar intent="error" layout="multiline" role="alert">
      <MessageBarBody className={styles.body}>
        <MessageBarTitle>{t('save.faults')}</MessageBarTitle>
        <ul className={styles.list}>
          {faults.map(({ path, message }) => (
            <li key={path + message}>
              {path}: {message}
            </li>
          ))}
        </ul>
      </MessageBarBody>
    </MessageBar>
  );
}
