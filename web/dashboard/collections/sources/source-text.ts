import { useTranslation } from 'react-i18next';
import { useFormats } from '../../../ui/values.tsx';
import type { Source } from '../definition.ts';
import { groupNames } from '../pickers/group-names.ts';

/** Says where a source reads from. */
export function useSourceText(): (source: Source) => string {
  const { t } = useTranslation('collections');
  const { list } = useFormats();
  return (source) => {
    switch (source.kind) {
      case 'gal':
        return list(source.rules.kinds.map((kind) => t(`entry.${kind}`)));
      case 'organizational-contacts':
        return t('sourceText.organizational-contacts');
      case 'group':
        return t('sourceText.group', { group: groupNames.get(source.groupId) ?? source.groupId });
      case 'mailbox-folder':
        return source.folder.length === 0
          ? t('sourceText.mailbox', { mailbox: source.mailbox })
          : t('sourceText.folder', { mailbox: source.mailbox, folder: source.folder.join(' / ') });
      case 'csv':
        return source.file.replace(/^upload:/, '');
    }
  };
}
