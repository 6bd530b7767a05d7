import { BuildingPeopleRegular } from '@fluentui/react-icons/svg/building-people';
import { DocumentTableRegular } from '@fluentui/react-icons/svg/document-table';
import { MailInboxRegular } from '@fluentui/react-icons/svg/mail-inbox';
import { PeopleRegular } from '@fluentui/react-icons/svg/people';
import { PeopleTeamRegular } from '@fluentui/react-icons/svg/people-team';
import type { SourceKind } from '../definition.ts';

const icons = {
  gal: PeopleRegular,
  'organizational-contacts': BuildingPeopleRegular,
  group: PeopleTeamRegular,
  'mailbox-folder': MailInboxRegular,
  csv: DocumentTableRegular,
} as const satisfies Record<SourceKind, unknown>;

export function SourceIcon({ kind, className }: { readonly kind: SourceKind; readonly className?: string }) {
  const Icon = icons[kind];
  return <Icon aria-hidden {...(className === undefined ? {} : { className })} />;
}
