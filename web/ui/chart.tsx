import { Button, makeStyles, SkeletonItem, tokens } from '@fluentui/react-components';
import { lazy, Suspense, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChartData, Series } from './chart-data.ts';
import { useFormats } from './values.tsx';

const ChartDrawing = lazy(async () => ({ default: (await import('./chart-drawing.tsx')).ChartDrawing }));

const useStyles = makeStyles({
  figure: { margin: 0, minWidth: 0 },
  caption: {
    display: 'flex',
    justifyContent: 'space-between',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
    marginBottom: tokens.spacingVerticalM,
  },
  title: {
    fontSize: tokens.fontSizeBase400,
    lineHeight: tokens.lineHeightBase400,
    fontWeight: tokens.fontWeightSemibold,
  },
  table: { overflow: 'auto', maxHeight: '280px' },
  grid: {
    width: '100%',
    borderCollapse: 'collapse',
    '& th, & td': {
      padding: tokens.spacingVerticalXS,
      textAlign: 'start',
      borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
    },
  },
  number: { fontVariantNumeric: 'tabular-nums' },
});

/** A drawing of figures, and the figures themselves for those who would rather read them. */
export function Chart({
  title,
  data,
  heightPx = 260,
}: {
  readonly title: string;
  readonly data: ChartData;
  readonly heightPx?: number;
}) {
  const styles = useStyles();
  const { t } = useTranslation('ui');
  const [asTable, setAsTable] = useState(false);
  const id = useId();
  return (
    <figure className={styles.figure} aria-labelledby={id}>
      <figcaption className={styles.caption}>
        <span id={id} className={styles.title}>
          {title}
        </span>
        <Button size="small" appearance="subtle" onClick={() => setAsTable(!asTable)}>
          {asTable ? t('asChart') : t('asTable')}
        </Button>
      </figcaption>
      {asTable ? (
        <FigureTable title={title} data={data} />
      ) : (
        <div style={{ height: heightPx }}>
          <Suspense fallback={<SkeletonItem style={{ height: heightPx }} />}>
            <ChartDrawing title={title} data={data} heightPx={heightPx} />
          </Suspense>
        </div>
      )}
    </figure>
  );
}

function FigureTable({ title, data }: { readonly title: string; readonly data: ChartData }) {
  const styles = useStyles();
  const formats = useFormats();
  const { heads, rows } = tableOf(data, formats.date);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
    <section className={styles.table} aria-label={title} tabIndex={0}>
      <table className={styles.grid}>
        {heads.length > 0 && (
          <thead>
            <tr>
              {heads.map((head) => (
                <th key={head} scope="col">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
        )}
        <tbody>
          {rows.map(({ name, cells }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {cells.map(([series, value]) => (
                <td key={series} className={styles.number}>
                  {formats.number(value)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface Figures {
  readonly heads: readonly string[];
  readonly rows: readonly {
    readonly name: string;
    readonly cells: readonly (readonly [series: string, value: number])[];
  }[];
}

function tableOf(data: ChartData, date: (day: string) => string): Figures {
  switch (data.kind) {
    case 'shares':
      return { heads: [], rows: data.parts.map(({ name, value }) => ({ name, cells: [[name, value]] })) };
    case 'lines':
      return byPlace(data.axis, data.days.map(date), data.series);
    case 'bars':
      return byPlace(data.axis, data.places, data.series);
  }
}

function byPlace(axis: string, places: readonly string[], series: readonly Series[]): Figures {
  return {
    heads: [axis, ...series.map(({ name }) => name)],
    rows: places.map((name, at) => ({ name, cells: series.map((one) => [one.name, one.values[at] ?? 0]) })),
  };
}
