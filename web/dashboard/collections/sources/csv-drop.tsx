import { Button, makeStyles, mergeClasses, Spinner, tokens } from '@fluentui/react-components';
import { ArrowUploadRegular } from '@fluentui/react-icons/svg/arrow-upload';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemMessage } from '../../../ui/problem-message.tsx';
import { Stack } from '../../../ui/stack.tsx';
import { useApiMutation } from '../../api/api.ts';
import { useTenant } from '../../api/session.ts';
import type { CsvUpload } from '../definition.ts';
import { fileNameOf } from './csv-values.ts';

const mostBytes = 20_000_000;

const useStyles = makeStyles({
  drop: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    gap: tokens.spacingVerticalS,
    padding: tokens.spacingHorizontalXXL,
    borderRadius: tokens.borderRadiusXLarge,
    border: `2px dashed ${tokens.colorNeutralStroke1}`,
    textAlign: 'center',
  },
  over: { backgroundColor: tokens.colorBrandBackground2 },
  hint: { color: tokens.colorNeutralForeground3 },
  fault: { color: tokens.colorStatusDangerForeground1 },
  input: { display: 'none' },
});

/** Takes a CSV file, chosen or dropped, and tells what is in it. */
export function CsvDrop({ onUploaded }: { readonly onUploaded: (upload: CsvUpload) => void }) {
  const styles = useStyles();
  const { t } = useTranslation('collections');
  const { tenantId } = useTenant();
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const upload = useApiMutation('uploadCsv', { invalidates: ['listCsvFiles'] });

  const take = async (file: File | undefined) => {
    if (file === undefined) return;
    const wrong = file.size > mostBytes ? t('csv.tooLarge') : /\.csv$/i.test(file.name) ? null : t('csv.noCsv');
    setFault(wrong);
    if (wrong !== null) return;
    const contentBase64 = await base64Of(file);
    upload.mutate(
      { params: { tenantId, fileName: fileNameOf(file.name) }, body: { contentBase64 } },
      { onSuccess: onUploaded },
    );
  };

  return (
    <Stack gap="s">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is one more way beside the button */}
      <div
        className={mergeClasses(styles.drop, isOver && styles.over)}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          void take(event.dataTransfer.files[0]);
        }}
      >
        {upload.isPending ? (
          <Spinner label={t('csv.reading')} />
        ) : (
          <Button icon={<ArrowUploadRegular />} onClick={() => input.current?.click()}>
            {t('csv.upload')}
          </Button>
        )}
        <span className={styles.hint}>{t('csv.uploadHint')}</span>
        <input
          ref={input}
          className={styles.input}
          type="file"
          accept=".csv,text/csv"
          aria-label={t('csv.upload')}
          onChange={(event) => {
            void take(event.target.files?.[0]);
            event.target.value = '';
          }}
        />
      </div>
      {fault !== null && (
        <span className={styles.fault} role="alert">
          {fault}
        </span>
      )}
      {upload.error && <ProblemMessage problem={upload.error} />}
    </Stack>
  );
}

async function base64Of(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const chunk = 0x8000;
  let text = '';
  for (let at = 0; at < bytes.length; at += chunk) text += String.fromCharCode(...bytes.subarray(at, at + chunk));
  return btoa(text);
}
