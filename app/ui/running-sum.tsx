import type { ReactNode } from 'react';
import type { MoneyStyle } from '#app/kernel/format-money.ts';
import type { Money } from '#app/kernel/money.ts';
import { classNames } from './class-names.ts';
import { MoneyText } from './money-text.tsx';

export type SumRow = {
  key?: string;
  label: ReactNode;
  /** A second, quieter line under the label: a link to the document behind the figure. */
  under?: ReactNode;
  money: Money;
  /** `note` is a quiet in-between ("Left after this"), `cut` starts a new part, `total` is the result. */
  kind?: 'row' | 'note' | 'cut' | 'total';
  strong?: boolean;
  /** Where what makes the figure is listed. */
  href?: string;
};

type RunningSumProps = {
  caption: string;
  captionShown?: boolean;
  rows: readonly SumRow[];
  style?: MoneyStyle;
  /** Right-hand block of at most 440 px, as on an invoice. */
  side?: boolean;
};

const kindClass = { row: false, note: 'sum-note', cut: 'sum-cut', total: 'sum-total' } as const;

/** Money written like a receipt: every total is followed by the rows that make it. */
export function RunningSum({ caption, captionShown = false, rows, style, side = false }: RunningSumProps) {
  return (
    <table className={classNames('sum-table', side && 'sum-side')}>
      <caption className={captionShown ? undefined : 'sr-only'}>{caption}</caption>
      <tbody>
        {rows.map((row, index) => (
          <tr key={row.key ?? index} className={classNames(kindClass[row.kind ?? 'row'], row.strong && 'sum-strong')}>
            <th scope="row">
              {row.label}
              {row.under && <span className="under">{row.under}</span>}
            </th>
            <td>
              {row.href ? (
                <a className="quiet-link" href={row.href}>
                  <MoneyText money={row.money} style={style} />
                </a>
              ) : (
                <MoneyText money={row.money} style={style} />
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
