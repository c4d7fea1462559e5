import { type ReactNode, useId } from 'react';
import { classNames } from './class-names.ts';

export type Bar = {
  /** Under the bar: "Oct". */
  label: string;
  /** In the table, where there is room: "Oct 2026". */
  longLabel?: string;
  /** Height of the solid part, in any unit; only proportions matter. Never negative. */
  settled: number;
  /** Height of the hollow part on top. */
  open?: number;
  /** The figure this bar is compared with. */
  notch?: number;
  /** Written above the bar. */
  text: string;
  strong?: boolean;
  /** `now` is the bar the title speaks of, `danger` an outlier. */
  tone?: 'settled' | 'now' | 'danger';
};

type BarChartProps = {
  bars: readonly Bar[];
  /** States the finding: "You have paid 34 of 37 bills on time". */
  title: ReactNode;
  /** One line on what is drawn and in which unit. */
  summary: ReactNode;
  /** The same data as a table: heads, then one row per bar. */
  table: { heads: readonly string[]; rows: readonly (readonly string[])[] };
  headingLevel?: 2 | 3;
  legend?: readonly { text: string; kind: 'settled' | 'now' | 'open' | 'notch' }[];
  height?: number;
  titleHidden?: boolean;
};

const TOP = 24;
const BOTTOM = 24;
const GAP = 3;

/** A drawing without script: values stand on the bars, and the same data is one click away as a table. */
export function BarChart(props: BarChartProps) {
  const { bars, title, summary, table, headingLevel = 2, legend = [], height = 150, titleHidden = false } = props;
  const id = useId();
  const Heading = headingLevel === 2 ? 'h2' : 'h3';
  return (
    <figure aria-labelledby={`${id}t`}>
      <Heading id={`${id}t`} className={titleHidden ? 'sr-only' : undefined}>
        {title}
      </Heading>
      <p id={`${id}s`} className={headingLevel === 2 ? 'chart-summary' : 'chart-summary text-13'}>
        {summary}
      </p>
      {/* biome-ignore lint/a11y/noSvgWithoutTitle: the heading and the line above name it; a title would pop up as well */}
      <svg
        className={classNames('chart', bars.length > 12 && 'chart-dense')}
        width="100%"
        height={height}
        role="img"
        aria-labelledby={`${id}t ${id}s`}
      >
        <Bars bars={bars} height={height} />
      </svg>
      {legend.length > 0 && (
        <p className="chart-key" aria-hidden="true">
          {legend.map((entry) => (
            <span key={entry.text} className={entry.kind === 'settled' ? undefined : `key-${entry.kind}`}>
              {entry.text}
            </span>
          ))}
        </p>
      )}
      <ChartTable {...table} />
    </figure>
  );
}

function Bars({ bars, height }: { bars: readonly Bar[]; height: number }) {
  const base = height - BOTTOM;
  const largest = Math.max(1e-9, ...bars.map((bar) => Math.max(bar.settled + (bar.open ?? 0), bar.notch ?? 0)));
  const scale = (base - TOP) / largest;
  const step = 100 / Math.max(1, bars.length);
  return (
    <>
      {bars.map((bar, index) => {
        const solid = bar.settled > 0 ? Math.max(2, bar.settled * scale) : 0;
        const hollow = (bar.open ?? 0) > 0 ? Math.max(1, (bar.open ?? 0) * scale - GAP) : 0;
        const top = base - solid - (hollow > 0 ? hollow + GAP : 0);
        const notch = bar.notch === undefined ? undefined : base - bar.notch * scale;
        const x = (offset: number): string => `${(index * step + step * offset).toFixed(2)}%`;
        const wide = `${(step * 0.48).toFixed(2)}%`;
        const above = Math.min(top, notch ?? top) - 6;
        return (
          <g key={`${bar.label} ${bar.longLabel ?? index}`}>
            {solid > 0 && (
              <rect
                className={`draw-${bar.tone ?? 'settled'}`}
                x={x(0.26)}
                width={wide}
                y={base - solid}
                height={solid}
                rx="2"
              />
            )}
            {hollow > 0 && <rect className="draw-open" x={x(0.26)} width={wide} y={top} height={hollow} rx="2" />}
            {notch !== undefined && <line className="draw-notch" x1={x(0.13)} x2={x(0.87)} y1={notch} y2={notch} />}
            <text className={bar.strong ? 'draw-strong' : 'draw-muted'} x={x(0.5)} y={above} textAnchor="middle">
              {bar.text}
            </text>
            <text className="draw-muted" x={x(0.5)} y={height - 6} textAnchor="middle">
              {bar.label}
            </text>
          </g>
        );
      })}
      <line className="draw-axis" x1="0" x2="100%" y1={base + 0.5} y2={base + 0.5} />
    </>
  );
}

/** "Show as table": the same data for readers and for copying. */
export function ChartTable({ heads, rows }: BarChartProps['table']) {
  return (
    <details className="chart-table">
      <summary>Show as table</summary>
      <table>
        <thead>
          <tr>
            {heads.map((head, index) => (
              <th key={head} scope="col" className={index > 0 ? 'cell-numeric' : undefined}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([first, ...rest]) => (
            <tr key={first}>
              <th scope="row">{first}</th>
              {rest.map((value, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its place in the row
                <td key={index} className="cell-numeric">
                  {value}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
