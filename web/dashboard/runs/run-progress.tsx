import { makeStyles, ProgressBar, tokens } from '@fluentui/react-components';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Section } from '../../ui/section.tsx';
import { Stat, Stats } from '../../ui/stat.tsx';
import { Count, useFormats } from '../../ui/values.tsx';
import { announcedStep, type Progress, shareDone } from './run.ts';
import { RunSteps } from './run-steps.tsx';

const useStyles = makeStyles({
  bar: { display: 'grid', gap: tokens.spacingVerticalS, marginBlock: tokens.spacingVerticalXL },
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'space-between',
    gap: tokens.spacingHorizontalM,
    fontVariantNumeric: 'tabular-nums',
  },
  share: { fontWeight: tokens.fontWeightSemibold },
  thick: { height: '10px', borderRadius: tokens.borderRadiusCircular },
  hidden: { position: 'absolute', width: '1px', height: '1px', overflow: 'hidden', clipPath: 'inset(50%)' },
});

/** How far a run is, as it happens. */
export function RunProgress({ progress }: { readonly progress: Progress }) {
  const styles = useStyles();
  const { t } = useTranslation('runs');
  const { percent, duration, number } = useFormats();
  const { folders, foldersDone, secondsLeft, limits } = progress;
  const share = shareDone(progress);
  const paceText = ({ throttled }: NonNullable<Progress['limits']>) =>
    throttled > 0 ? t('live.throttled', { count: throttled }) : t('live.free');
  return (
    <Section title={t('live.title')}>
      <RunSteps phase={progress.phase} />
      <div className={styles.bar}>
        <div className={styles.head}>
          <span>
            {share === null
              ? t(`live.phase.${progress.phase}`)
              : t('live.folders', { done: foldersDone, count: folders })}
          </span>
          {share !== null && <span className={styles.share}>{percent(Math.floor(share * 100) / 100)}</span>}
        </div>
        <ProgressBar
          className={styles.thick}
          thickness="large"
          aria-label={t('live.foldersLabel')}
          {...(share === null ? {} : { value: share })}
        />
      </div>
      <Stats>
        <Stat label={t('live.records')} value={<Count value={progress.records} />} />
        <Stat label={t('live.mailboxes')} value={<Count value={progress.mailboxes} />} />
        <Stat
          label={t('live.operations')}
          value={<Count value={progress.operations} />}
          note={t('live.perSecond', { count: Math.round(progress.operationsPerSecond) })}
        />
        <Stat
          label={t('live.left')}
          value={secondsLeft === null ? '–' : duration(secondsLeft * 1_000)}
          {...(secondsLeft === null ? { note: t('live.leftUnknown') } : {})}
        />
        <Stat
          label={t('live.limit')}
          value={limits === null ? '–' : `${number(limits.inFlight)} / ${number(limits.ceiling)}`}
          note={limits === null ? t('live.limitUnknown') : paceText(limits)}
        />
      </Stats>
      <Announcement progress={progress} />
    </Section>
  );
}

/** Tells screen readers of phases and tenths, not of every folder. */
function Announcement({ progress }: { readonly progress: Progress }) {
  const styles = useStyles();
  const { t } = useTranslation('runs');
  const { phase, foldersDone, folders } = progress;
  const step = `${phase} ${announcedStep(progress)}`;
  const told = useRef('');
  const [text, setText] = useState('');
  useEffect(() => {
    if (told.current === step) return;
    told.current = step;
    const name = t(`live.phase.${phase}`);
    setText(folders === 0 ? name : t('live.announce', { phase: name, done: foldersDone, count: folders }));
  }, [step, phase, foldersDone, folders, t]);
  return (
    <span className={styles.hidden} role="status">
      {text}
    </span>
  );
}
