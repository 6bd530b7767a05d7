import { Button, Field, MessageBar, MessageBarBody, makeStyles, tokens } from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons/svg/dismiss';
import { useTranslation } from 'react-i18next';
import { CountrySelect } from '../../../ui/country-select.tsx';
import { PageSkeleton } from '../../../ui/page-skeleton.tsx';
import { ProblemMessage } from '../../../ui/problem-message.tsx';
import { Section } from '../../../ui/section.tsx';
import { Stack } from '../../../ui/stack.tsx';
import { Stat, Stats } from '../../../ui/stat.tsx';
import { Count, useFormats } from '../../../ui/values.tsx';
import { useApi } from '../../api/api.ts';
import { useTenant } from '../../api/session.ts';
import { isAddressField, isListField } from '../../fields/field-names.ts';
import type { PhoneRules } from '../definition.ts';
import { useDraft } from '../draft/draft-context.tsx';
import { FieldPicker } from '../pickers/field-picker.tsx';
import { useSourceFields } from '../pickers/use-source-fields.ts';
import { useDebounced } from '../use-debounced.ts';
import { useLastData } from '../use-last-data.ts';
import { triedRules } from './extension-rules.ts';
import { Extensions } from './extensions.tsx';
import { NumberExamples } from './number-examples.tsx';

const useStyles = makeStyles({
  columns: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(460px, 100%), 1fr))',
    gap: tokens.spacingHorizontalXXL,
    alignItems: 'start',
  },
  lead: { margin: 0, color: tokens.colorNeutralForeground2, maxWidth: '72ch' },
  row: { display: 'flex', gap: tokens.spacingHorizontalS },
});

/** How numbers become such as a phone recognises, shown on the company's own. */
export function PhonesTab() {
  const styles = useStyles();
  const { t } = useTranslation('collections');
  const { percent } = useFormats();
  const { tenantId } = useTenant();
  const { draft, saved, sources, isReadOnly, change } = useDraft();
  const { phones } = draft.mapping;
  const { extras, filled } = useSourceFields(sources);
  const tried = triedRules(phones.extensions);
  const body = useDebounced({ collectionId: saved.collectionId, phones: { ...phones, extensions: [...tried.rules] } });
  const found = useApi('getPhoneExamples', { params: { tenantId }, body });
  const set = (rules: PhoneRules) => change({ mapping: { ...draft.mapping, phones: rules } });
  const { countryFrom, ...withoutCountry } = phones;
  const faultAt = (path: string) => found.error?.fields.find((fault) => fault.path.startsWith(path))?.message;
  const countryFault = faultAt('body.phones.countryFrom');
  const data = useLastData(found.data);
  const share = data && data.numbers > 0 ? data.international / data.numbers : 1;

  return (
    <Stack gap="l">
      <p className={styles.lead}>{t('phones.lead')}</p>
      {data && data.numbers > 0 && (
        <Stats>
          <Stat label={t('phones.numbers')} value={<Count value={data.numbers} />} note={t('phones.numbersNote')} />
          <Stat
            label={t('phones.international')}
            value={<Count value={data.international} />}
            note={t('phones.internationalNote', { share: percent(share) })}
            tone="good"
          />
          <Stat
            label={t('phones.raw')}
            value={<Count value={data.notNormalized} />}
            note={t('phones.rawNote')}
            {...(data.notNormalized > 0 ? { tone: 'warning' as const } : {})}
          />
        </Stats>
      )}
      {found.error && found.error.fields.length === 0 && (
        <ProblemMessage problem={found.error} onRetry={() => void found.refetch()} />
      )}
      <div className={styles.columns}>
        <Stack gap="l">
          <Section title={t('phones.country')}>
            <Stack>
              <Field label={t('phones.defaultCountry')} hint={t('phones.defaultCountryHint')}>
                <CountrySelect
                  value={phones.defaultCountry}
                  disabled={isReadOnly}
                  onChange={(defaultCountry) => set({ ...phones, defaultCountry })}
                />
              </Field>
              <Field
                label={t('phones.countryFrom')}
                hint={t('phones.countryFromHint')}
                {...(countryFault === undefined ? {} : { validationMessage: countryFault })}
              >
                <div className={styles.row}>
                  <FieldPicker
                    label={t('phones.countryFrom')}
                    value={countryFrom ?? ''}
                    extras={extras}
                    filled={filled}
                    only={({ group, name }) => group !== 'phone' && !isAddressField(name) && !isListField(name)}
                    placeholder={t('phones.countryFromNone')}
                    disabled={isReadOnly}
                    onChange={(name) => set({ ...phones, countryFrom: name })}
                  />
                  {countryFrom !== undefined && !isReadOnly && (
                    <Button
                      icon={<DismissRegular />}
                      aria-label={t('phones.removeCountryFrom')}
                      onClick={() => set(withoutCountry)}
                    />
                  )}
                </div>
              </Field>
            </Stack>
          </Section>
          <Section title={t('phones.extensions')}>
            <Extensions
              rules={phones.extensions}
              suggestions={data?.suggestions ?? []}
              onChange={(extensions) => set({ ...phones, extensions })}
            />
          </Section>
        </Stack>
        <Section title={t('phones.examples')}>
          {data === undefined && !found.error && <PageSkeleton label={t('loading')} />}
          {data &&
            (data.numbers === 0 ? (
              <MessageBar intent="info" layout="multiline">
                <MessageBarBody>{t('phones.none')}</MessageBarBody>
              </MessageBar>
            ) : (
              <NumberExamples examples={data.examples} places={tried.places} isOld={found.isFetching} />
            ))}
        </Section>
      </div>
    </Stack>
  );
}
