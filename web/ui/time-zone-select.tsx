import { makeStyles, Select } from '@fluentui/react-components';

// As wide as there is room, not as the longest name.
const useStyles = makeStyles({ select: { minWidth: 0 } });

const zones = Intl.supportedValuesOf('timeZone');

/** A time zone by its name in the IANA database. */
export function TimeZoneSelect({
  value,
  onChange,
  disabled = false,
}: {
  readonly value: string;
  readonly onChange: (zone: string) => void;
  readonly disabled?: boolean;
}) {
  const styles = useStyles();
  return (
    <Select className={styles.select} value={value} disabled={disabled} onChange={(_, data) => onChange(data.value)}>
      {!zones.includes(value) && <option value={value}>{value}</option>}
      {zones.map((zone) => (
        <option key={zone} value={zone}>
          {zone.replaceAll('_', ' ')}
        </option>
      ))}
    </Select>
  );
}
