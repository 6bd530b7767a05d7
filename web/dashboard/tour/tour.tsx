import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons/svg/dismiss';
import { useNavigate, useRouterState } from '@tanstack/react-router';
import { useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { narrow } from '../../ui/media-query.ts';
import { useTenant } from '../api/session.ts';
import { endTour, type TourStep, tourSteps } from './tour-steps.ts';

const useStyles = makeStyles({
  card: {
    position: 'fixed',
    zIndex: 20,
    bottom: '24px',
    insetInlineEnd: '24px',
    width: '400px',
    maxWidth: 'calc(100vw - 48px)',
    padding: tokens.spacingHorizontalXXL,
    borderRadius: tokens.borderRadiusXLarge,
    border: `1px solid ${tokens.colorCompoundBrandStroke}`,
    backgroundColor: tokens.colorNeutralBackground1,
    boxShadow: tokens.shadow28,
    outline: 'none',
    [`@media ${narrow}`]: {
      bottom: 0,
      insetInlineEnd: 0,
      width: '100vw',
      maxWidth: '100vw',
      padding: tokens.spacingHorizontalL,
      borderRadius: `${tokens.borderRadiusXLarge} ${tokens.borderRadiusXLarge} 0 0`,
    },
  },
  head: { display: 'flex', justifyContent: 'space-between', alignItems: 'flex-start', gap: tokens.spacingHorizontalM },
  count: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
  title: {
    margin: `${tokens.spacingVerticalXXS} 0 0`,
    fontSize: tokens.fontSizeBase500,
    lineHeight: tokens.lineHeightBase500,
    fontWeight: tokens.fontWeightSemibold,
    outline: 'none',
  },
  text: { margin: `${tokens.spacingVerticalS} 0 ${tokens.spacingVerticalL}`, color: tokens.colorNeutralForeground2 },
  foot: { display: 'flex', alignItems: 'center', justifyContent: 'space-between', gap: tokens.spacingHorizontalM },
  dots: { display: 'flex', gap: tokens.spacingHorizontalXS },
  dot: {
    width: '8px',
    height: '8px',
    borderRadius: tokens.borderRadiusCircular,
    backgroundColor: tokens.colorNeutralStroke1,
    ':is([data-now])': { width: '20px', backgroundColor: tokens.colorCompoundBrandBackground },
  },
  buttons: { display: 'flex', gap: tokens.spacingHorizontalS },
});

/** Leads through the pages once, beside them: what each is for. Escape ends it. */
export function Tour({ onEnd }: { readonly onEnd: () => void }) {
  const styles = useStyles();
  const { t } = useTranslation('tour');
  const id = useId();
  const title = useRef<HTMLHeadingElement>(null);
  const [at, setAt] = useState(0);
  const goTo = useGoTo();
  const pathname = useRouterState({ select: ({ resolvedLocation }) => resolvedLocation?.pathname ?? null });
  const step = tourSteps[at] ?? 'home';
  const isLast = at === tourSteps.length - 1;

  // The page that a step leads to takes the focus for its heading; the tour takes it back.
  // biome-ignore lint/correctness/useExhaustiveDependencies: each page and each step
  useEffect(() => {
    const timer = window.setTimeout(() => title.current?.focus({ preventScroll: true }), 50);
    return () => window.clearTimeout(timer);
  }, [pathname, step]);

  const end = () => {
    endTour(window.localStorage);
    onEnd();
    document.querySelector<HTMLElement>('main h1')?.focus({ preventScroll: true });
  };
  const move = (to: number) => {
    const next = tourSteps[to];
    if (next === undefined) return end();
    setAt(to);
    goTo(next);
  };
  return (
    <div
      role="dialog"
      aria-labelledby={`${id}-title`}
      aria-describedby={`${id}-text`}
      className={styles.card}
      onKeyDown={(event) => event.key === 'Escape' && end()}
    >
      <div className={styles.head}>
        <div>
          <div className={styles.count}>{t('count', { step: at + 1, of: tourSteps.length })}</div>
          <h2 id={`${id}-title`} ref={title} tabIndex={-1} className={styles.title}>
            {t(`${step}.title`)}
          </h2>
        </div>
        <Button appearance="subtle" icon={<DismissRegular />} aria-label={t('end')} onClick={end} />
      </div>
      <p id={`${id}-text`} className={styles.text}>
        {t(`${step}.text`)}
      </p>
      <div className={styles.foot}>
        <div className={styles.dots} aria-hidden>
          {tourSteps.map((one) => (
            <span key={one} className={styles.dot} data-now={one === step ? '' : undefined} />
          ))}
        </div>
        <div className={styles.buttons}>
          {at > 0 && <Button onClick={() => move(at - 1)}>{t('back')}</Button>}
          <Button appearance="primary" onClick={() => move(at + 1)}>
            {isLast ? t('done') : t('next')}
          </Button>
        </div>
      </div>
    </div>
  );
}

function useGoTo(): (step: TourStep) => void {
  const navigate = useNavigate();
  const { tenantId } = useTenant();
  const params = { tenantId };
  return (step) => {
    switch (step) {
      case 'home':
        return void navigate({ to: '/t/$tenantId', params });
      case 'preview':
        return void navigate({ to: '/t/$tenantId/phone-preview', params });
      case 'collection':
        return void navigate({ to: '/t/$tenantId/collections', params });
      case 'sync':
        return void navigate({ to: '/t/$tenantId/syncs', params });
      case 'privacy':
        return void navigate({ to: '/t/$tenantId/privacy', params });
    }
  };
}
