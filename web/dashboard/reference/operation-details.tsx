import { makeStyles, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { CodeBlock } from '../../ui/code-block.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Stack } from '../../ui/stack.tsx';
import { useLanguage } from '../i18n/i18n.ts';
import { curlOf } from './curl.ts';
import type { Operation } from './openapi.ts';
import { RowTable } from './row-table.tsx';

const accesses = ['anyone', 'signed-in', 'see', 'read', 'change', 'own', 'bill'] as const;

const useStyles = makeStyles({
  title: { margin: 0, fontSize: tokens.fontSizeBase300, lineHeight: tokens.lineHeightBase300 },
  text: { margin: 0, color: tokens.colorNeutralForeground2 },
});

export function OperationDetails({ operation }: { readonly operation: Operation }) {
  const styles = useStyles();
  const { t } = useTranslation('reference');
  const language = useLanguage();
  const { id, permission, forTokens, parameters, body, answer, answerType } = operation;
  const access = accesses.find((one) => one === permission);
  return (
    <div lang={language}>
      <Stack>
        <Facts
          facts={[
            { label: t('operation'), value: <code>{id}</code> },
            { label: t('who'), value: access === undefined ? permission : t(`access.${access}`) },
            { label: t('tokens'), value: forTokens ? t('yes') : t('peopleOnly') },
          ]}
        />
        {parameters.length > 0 && (
          <Stack gap="s">
            <h3 className={styles.title}>{t('parameters')}</h3>
            <RowTable label={t('parameters')} rows={parameters} placeOf={(name) => placeOf(name)} />
          </Stack>
        )}
        {body.length > 0 && (
          <Stack gap="s">
            <h3 className={styles.title}>{t('body')}</h3>
            <RowTable label={t('body')} rows={body} />
          </Stack>
        )}
        <Stack gap="s">
          <h3 className={styles.title}>{t('answer')}</h3>
          {answer.length > 0 ? (
            <RowTable label={t('answer')} rows={answer} />
          ) : (
            <p className={styles.text}>{answerType ?? t('noContent')}</p>
          )}
        </Stack>
        {forTokens && (
          <Stack gap="s">
            <h3 className={styles.title}>{t('example')}</h3>
            <CodeBlock label={t('example')}>{curlOf(operation, window.location.origin)}</CodeBlock>
          </Stack>
        )}
      </Stack>
    </div>
  );

  function placeOf(name: string): string {
    const place = parameters.find((one) => one.path === name)?.place;
    return place === undefined ? '' : t(`place.${place}`);
  }
}
