import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { narrow } from '../../ui/media-query.ts';
import { CallChoice, numberId } from './call-choice.tsx';
import { CallNote } from './call-note.tsx';
import { CallScreen } from './phone/call-screen.tsx';
import { CardScreen } from './phone/card-screen.tsx';
import { ListScreen } from './phone/list-screen.tsx';
import { NoCallScreen } from './phone/no-call-screen.tsx';
import { PhoneFrame } from './phone/phone-frame.tsx';
import { callingNumbers, neighbours, type Person, type Preview } from './preview.ts';
import { type StageSettings, viewsShown } from './stage-settings.ts';
import { useRoom } from './use-room.ts';

const listed = 10;

const useStyles = makeStyles({
  stage: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS, minWidth: 0 },
  phones: {
    display: 'flex',
    justifyContent: 'center',
    gap: '48px',
    padding: '16px 24px 24px',
    borderRadius: tokens.borderRadiusXLarge,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    background: `radial-gradient(120% 90% at 50% 0, ${tokens.colorBrandBackground2}, ${tokens.colorNeutralBackground1} 72%)`,
    transitionProperty: 'opacity',
    transitionDuration: tokens.durationNormal,
    [`@media ${narrow}`]: { padding: 0, border: 'none', background: 'none' },
    '@media (min-width: 2600px) and (min-height: 1300px)': { zoom: 1.25 },
  },
  waiting: { opacity: 0.6 },
});

/** Phones that show a person: who calls, the card, and the list, as many side by side as there is room for. */
export function Stage({
  preview,
  photo,
  people,
  search,
  collectionId,
  settings: { design, theme, view },
  isWaiting,
}: {
  readonly preview: Preview;
  readonly photo: string | null;
  readonly people: readonly Person[];
  readonly search: string;
  readonly collectionId: string;
  readonly settings: StageSettings;
  /** Another person is on the way. */
  readonly isWaiting: boolean;
}) {
  const styles = useStyles();
  const { t } = useTranslation('phone-preview');
  const [wanted, setWanted] = useState<string | null>(null);
  const [rings, setRings] = useState(0);
  const views = viewsShown(view, useRoom());

  const { itemId } = preview.item;
  const numbers = callingNumbers(preview.numbers);
  const number = numbers.find((one) => numberId(one) === wanted) ?? numbers[0] ?? null;
  const shown = { preview, photo, design };
  const screens = {
    call:
      number === null ? (
        <NoCallScreen />
      ) : (
        <CallScreen key={`${itemId} ${numberId(number)} ${rings}`} {...shown} number={number} />
      ),
    card: <CardScreen key={itemId} {...shown} />,
    list: <ListScreen {...shown} people={neighbours(people, itemId, listed)} search={search} />,
  } as const;
  return (
    <div className={styles.stage}>
      {views.includes('call') && (
        <>
          <CallChoice numbers={numbers} chosen={number} onChoose={setWanted} onRing={() => setRings(rings + 1)} />
          <CallNote preview={preview} number={number} collectionId={collectionId} />
        </>
      )}
      <div className={mergeClasses(styles.phones, isWaiting && styles.waiting)} aria-busy={isWaiting}>
        {views.map((one) => (
          <PhoneFrame key={one} caption={t(`view.${one}`)} look={{ design, theme }}>
            {screens[one]}
          </PhoneFrame>
        ))}
      </div>
    </div>
  );
}
