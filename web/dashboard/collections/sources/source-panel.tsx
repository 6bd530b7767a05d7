import {
  Button,
  DrawerBody,
  DrawerHeader,
  DrawerHeaderTitle,
  makeStyles,
  OverlayDrawer,
  tokens,
} from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons/svg/dismiss';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { narrow } from '../../../ui/media-query.ts';
import type { Source, SourceKind } from '../definition.ts';
import { KindCards } from './kind-cards.tsx';
import { SourceForm } from './source-form.tsx';

const useStyles = makeStyles({
  drawer: { width: '760px', maxWidth: '100vw', [`@media ${narrow}`]: { width: '100vw' } },
  body: { paddingBlock: `${tokens.spacingVerticalS} ${tokens.spacingVerticalXXL}` },
});

/** A source that is added, first by choosing its kind, or changed. */
export function SourcePanel({
  source,
  onSaved,
  onClose,
}: {
  /** Null: a new one. */
  readonly source: Source | null;
  readonly onSaved: (sourceId: string) => void;
  readonly onClose: () => void;
}) {
  const styles = useStyles();
  const { t } = useTranslation('collections');
  const [kind, setKind] = useState<SourceKind | null>(source?.kind ?? null);
  const title =
    source !== null
      ? t('sourceForm.edit', { name: source.sourceId })
      : kind === null
        ? t('sourceForm.choose')
        : t(`sourceKind.${kind}.name`);
  return (
    <OverlayDrawer
      className={styles.drawer}
      position="end"
      open
      onOpenChange={(_, { open, type }) => {
        // A click beside it would lose what was typed.
        if (!open && type !== 'backdropClick') onClose();
      }}
      aria-label={title}
    >
      <DrawerHeader>
        <DrawerHeaderTitle
          action={<Button appearance="subtle" icon={<DismissRegular />} aria-label={t('close')} onClick={onClose} />}
        >
          {title}
        </DrawerHeaderTitle>
      </DrawerHeader>
      <DrawerBody className={styles.body}>
        {kind === null ? (
          <KindCards onChoose={setKind} />
        ) : (
          <SourceForm
            key={kind}
            kind={kind}
            source={source}
            onSaved={onSaved}
            onBack={source === null ? () => setKind(null) : onClose}
          />
        )}
      </DrawerBody>
    </OverlayDrawer>
  );
}
