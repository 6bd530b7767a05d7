import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { CheckmarkRegular } from '@fluentui/react-icons/svg/checkmark';
import { CopyRegular } from '@fluentui/react-icons/svg/copy';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

const copiedForMs = 2_000;

const useStyles = makeStyles({
  block: { position: 'relative', minWidth: 0 },
  code: {
    margin: 0,
    maxHeight: '420px',
    overflow: 'auto',
    padding: `${tokens.spacingVerticalL} 104px ${tokens.spacingVerticalL} ${tokens.spacingHorizontalL}`,
    borderRadius: tokens.borderRadiusMedium,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground3,
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase300,
    tabSize: 2,
  },
  button: { position: 'absolute', top: tokens.spacingVerticalS, insetInlineEnd: tokens.spacingHorizontalS },
});

/** Text to take elsewhere, with a button that copies it. */
export function CodeBlock({ label, children }: { readonly label: string; readonly children: string }) {
  const styles = useStyles();
  const { t } = useTranslation('ui');
  const [isCopied, setCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return;
    const timer = window.setTimeout(() => setCopied(false), copiedForMs);
    return () => window.clearTimeout(timer);
  }, [isCopied]);
  const copy = async () => {
    await navigator.clipboard.writeText(children);
    setCopied(true);
  };
  return (
    <div className={styles.block}>
      {/* biome-ignore-start lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard */}
      {/* biome-ignore-start lint/a11y/useSemanticElements: the text is preformatted */}
      <pre className={styles.code} tabIndex={0} role="region" aria-label={label}>
        <code>{children}</code>
      </pre>
      {/* biome-ignore-end lint/a11y/useSemanticElements: the text is preformatted */}
      {/* biome-ignore-end lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard */}
      <Button
        className={styles.button}
        size="small"
        icon={isCopied ? <CheckmarkRegular /> : <CopyRegular />}
        onClick={() => void copy()}
      >
        <span aria-live="polite">{isCopied ? t('copied') : t('copy')}</span>
      </Button>
    </div>
  );
}
