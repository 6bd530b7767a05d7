import { makeStyles, tokens } from '@fluentui/react-components';
import { ArrowRightRegular } from '@fluentui/react-icons/svg/arrow-right';
import { useTranslation } from 'react-i18next';
import type { Api } from '../../../src/api/contract/contract.ts';
import { type EffectName, isEffect } from './effect-names.ts';

export type Effects = Api['checkDefinitions']['answer']['effects'];

const useStyles = makeStyles({
  list: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    margin: 0,
    padding: 0,
    listStyle: 'none',
  },
  effect: { display: 'grid', gridTemplateColumns: '24px minmax(0, 1fr)', columnGap: tokens.spacingHorizontalS },
  icon: { marginTop: '3px', color: tokens.colorBrandForeground1, fontSize: '16px' },
  number: { color: tokens.colorNeutralForeground2 },
});

/**
 * What saving changed definitions does, each once, in words.
 * @param numberOf What a page knows of an effect beside its words, e.g. in how many mailboxes.
 */
export function EffectList({
  effects,
  numberOf = () => null,
}: {
  readonly effects: Effects;
  readonly numberOf?: (effect: EffectName) => string | null;
}) {
  const styles = useStyles();
  const { t } = useTranslation('effects');
  const names = [...new Set(effects.flatMap((one) => one.effects))];
  if (names.length === 0) return <p>{t('none')}</p>;
  return (
    <ul className={styles.list}>
      {names.map((name) => {
        const number = isEffect(name) ? numberOf(name) : null;
        return (
          <li key={name} className={styles.effect}>
            <ArrowRightRegular className={styles.icon} aria-hidden />
            <span>
              {isEffect(name) ? t(`effect.${name}`) : name}
              {number !== null && <span className={styles.number}> {number}</span>}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
