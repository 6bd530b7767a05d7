import { WeatherMoonRegular } from '@fluentui/react-icons/svg/weather-moon';
import { WeatherSunnyRegular } from '@fluentui/react-icons/svg/weather-sunny';
import { useTranslation } from 'react-i18next';
import { Segmented } from '../../ui/segmented.tsx';
import type { StageSettings, View } from './stage-settings.ts';
import { useRoom } from './use-room.ts';

/** What the phones show, and what they look like. */
export function StageBar({
  settings,
  onChange,
}: {
  readonly settings: StageSettings;
  readonly onChange: (settings: StageSettings) => void;
}) {
  const { t } = useTranslation('phone-preview');
  const room = useRoom();
  const { view, design, theme } = settings;
  const choices: readonly View[] = room === 2 ? ['card', 'list'] : ['call', 'card', 'list'];
  return (
    <>
      {room < 3 && (
        <Segmented
          label={t('view.label')}
          chosen={room === 2 && view === 'call' ? 'card' : view}
          onChoose={(id) => onChange({ ...settings, view: id })}
          segments={choices.map((id) => ({ id, text: t(`tab.${id}`) }))}
        />
      )}
      <Segmented
        label={t('design.label')}
        chosen={design}
        onChoose={(id) => onChange({ ...settings, design: id })}
        segments={[
          { id: 'round', text: t('design.round') },
          { id: 'plain', text: t('design.plain') },
        ]}
      />
      <Segmented
        label={t('theme.label')}
        chosen={theme}
        onChoose={(id) => onChange({ ...settings, theme: id })}
        segments={[
          { id: 'light', text: t('theme.light'), icon: <WeatherSunnyRegular />, iconOnly: true },
          { id: 'dark', text: t('theme.dark'), icon: <WeatherMoonRegular />, iconOnly: true },
        ]}
      />
    </>
  );
}
