import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  MessageBar,
  MessageBarBody,
} from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { CodeBlock } from '../../ui/code-block.tsx';
import { Stack } from '../../ui/stack.tsx';

/** A secret that is shown now and never again: a click beside it doesn't close it. */
export function SecretOnce({
  title,
  label,
  secret,
  hint,
  onClose,
}: {
  readonly title: string;
  readonly label: string;
  readonly secret: string;
  readonly hint: string;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation('settings');
  return (
    <Dialog open modalType="alert">
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{title}</DialogTitle>
          <DialogContent>
            <Stack>
              <MessageBar intent="warning" layout="multiline">
                <MessageBarBody>{t('secret.once')}</MessageBarBody>
              </MessageBar>
              <CodeBlock label={label}>{secret}</CodeBlock>
              <span>{hint}</span>
            </Stack>
          </DialogContent>
          <DialogActions>
            <Button appearance="primary" onClick={onClose}>
              {t('secret.kept')}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
