import { DonutChart, LineChart, VerticalStackedBarChart } from '@fluentui/react-charts';
import { tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { ChartData, ChartTone } from './chart-data.ts';
import { useFormats } from './values.tsx';

const colours: Readonly<Record<ChartTone, string>> = {
  brand: tokens.colorCompoundBrandForeground1,
  good: tokens.colorStatusSuccessForeground1,
  warning: tokens.colorStatusWarningForeground1,
  bad: tokens.colorStatusDangerForeground1,
  quiet: tokens.colorNeutralStrokeAccessible,
};

/** All names are seen: what is left over would be in a menu, in English. */
const wrapped = { enabledWrapLines: true } as const;

/** The drawing of a chart, in a file of its own: it is loaded when the first chart is shown. */
export function ChartDrawing({
  title,
  data,
  heightPx,
}: {
  readonly title: string;
  readonly data: ChartData;
  readonly heightPx: number;
}) {
  const { number, compact } = useFormats();
  const { language } = useTranslation('ui').i18n;
  switch (data.kind) {
    case 'lines':
      return (
        <LineChart
          height={heightPx}
          culture={language}
          dateLocalizeOptions={{ day: 'numeric', month: 'short' }}
          useUTC={false}
          margins={{ left: 56, right: 28 }}
          yAxisTickFormat={compact}
          legendProps={wrapped}
          data={{
            chartTitle: title,
            lineChartData: data.series.map(({ name, tone, values }) => ({
              legend: name,
              color: colours[tone],
              data: data.days.map((day, at) => ({
                x: new Date(`${day}T00:00:00`),
                y: values[at] ?? 0,
                yAxisCalloutData: number(values[at] ?? 0),
              })),
            })),
          }}
        />
      );
    case 'bars':
      return (
        <VerticalStackedBarChart
          height={heightPx}
          culture={language}
          chartTitle={title}
          barCornerRadius={2}
          barWidth="auto"
          maxBarWidth={64}
          xAxisInnerPadding={0.5}
          yAxisTickFormat={compact}
          legendProps={wrapped}
          data={data.places.map((place, at) => ({
            xAxisPoint: place,
            chartData: data.series.map(({ name, tone, values }) => ({
              legend: name,
              color: colours[tone],
              data: values[at] ?? 0,
              yAxisCalloutData: number(values[at] ?? 0),
            })),
          }))}
        />
      );
    case 'shares':
      return (
        <DonutChart
          height={heightPx}
          culture={language}
          innerRadius={heightPx / 3.6}
          hideLabels
          data={{
            chartData: data.parts.map(({ name, tone, value }) => ({ legend: name, color: colours[tone], data: value })),
          }}
          valueInsideDonut={number(data.parts.reduce((sum, { value }) => sum + value, 0))}
        />
      );
  }
}
