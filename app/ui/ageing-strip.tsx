import { Link } from 'react-router';
import { formatMoney } from '#app/kernel/format-money.ts';
import { type Money, money, sum } from '#app/kernel/money.ts';
import { cutShares, percentShares } from './cut-shares.ts';
import { useLocale } from './locale.tsx';
import { MoneyText } from './money-text.tsx';
import { shortMoney } from './short-money.ts';

/** Always five cuts, always in this order: not due, then four ages. Amounts in one currency. */
export type AgeCut = { label: string; money: Money; href?: string };

function AgeBar({ cuts }: { cuts: readonly AgeCut[] }) {
  const shares = cutShares(cuts.map((cut) => (cut.money.minor > 0n ? cut.money.minor : 0n)));
  return (
    <span className="ageing-bar" aria-hidden="true">
      {cuts.map((cut, age) =>
        cut.money.minor > 0n ? <span key={cut.label} className={`age-${age} grow-${shares[age]}`} /> : null,
      )}
    </span>
  );
}

/** One currency: the bar, and below it every cut with its words, amount and share. */
export function AgeingStrip({ cuts, label }: { cuts: readonly AgeCut[]; label: string }) {
  const shares = percentShares(cuts.map((cut) => (cut.money.minor > 0n ? cut.money.minor : 0n)));
  return (
    <div>
      <AgeBar cuts={cuts} />
      <ol className="ageing-key" aria-label={label}>
        {cuts.map((cut, age) => {
          const inside = (
            <>
              <span className="ageing-words">{cut.label} </span>
              <span className="ageing-value">
                <MoneyText money={cut.money} style="bare" />
              </span>
              <span className="ageing-share"> {shares[age]} %</span>
            </>
          );
          return (
            <li key={cut.label} className={`age-${age}`}>
              {cut.href ? <Link to={cut.href}>{inside}</Link> : <span className="ageing-cell">{inside}</span>}
            </li>
          );
        })}
      </ol>
    </div>
  );
}

export type AgeingCurrency = { cuts: readonly AgeCut[] };

type AgeingTableProps = {
  caption: string;
  /** Short heads of the five cuts: "Not due", "1 to 30", ... */
  heads: readonly string[];
  currencies: readonly AgeingCurrency[];
};

/** Several currencies: one head, then one bar and one row of figures each. Never a sum across. */
export function AgeingTable({ caption, heads, currencies }: AgeingTableProps) {
  return (
    <table className="ageing-table">
      <caption className="sr-only">{caption}</caption>
      <thead>
        <tr>
          {heads.map((head, age) => (
            <th key={head} scope="col">
              <span className={`age-${age}`}>{head}</span>
            </th>
          ))}
        </tr>
      </thead>
      {currencies.map(({ cuts }) => (
        <AgeingRows key={cuts[0]?.money.currency} cuts={cuts} />
      ))}
    </table>
  );
}

function AgeingRows({ cuts }: AgeingCurrency) {
  const locale = useLocale();
  const code = cuts[0]?.money.currency;
  if (!code) return null;
  const all = sum(
    code,
    cuts.map((cut) => cut.money),
  );
  const late = sum(
    code,
    cuts.slice(1).map((cut) => cut.money),
  );
  const latePercent = all.minor > 0n && late.minor > 0n ? Number((late.minor * 100n + all.minor / 2n) / all.minor) : 0;
  return (
    <tbody>
      <tr>
        <th scope="rowgroup" colSpan={cuts.length}>
          <p>
            <span>
              {code} <MoneyText money={money(all.minor, code)} style="bare" />
            </span>
            <small>{latePercent} % late</small>
          </p>
          <AgeBar cuts={cuts} />
        </th>
      </tr>
      <tr>
        {cuts.map((cut) => {
          const exact = formatMoney(cut.money, locale, { style: 'code' });
          const figure = (
            <>
              <span aria-hidden="true">{shortMoney(cut.money)}</span>
              <span className="sr-only">{exact}</span>
            </>
          );
          return (
            <td key={cut.label} title={exact}>
              {cut.href ? (
                <Link className="quiet-link" to={cut.href}>
                  {figure}
                </Link>
              ) : (
                figure
              )}
            </td>
          );
        })}
      </tr>
    </tbody>
  );
}
