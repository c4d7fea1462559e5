import { Link } from 'react-router';
import { money } from '#app/kernel/money.ts';
import { daysBetween } from '#app/kernel/plain-date.ts';
import type { DaysAllowed } from '#app/modules/company/types.ts';
import { settingFacts } from '#app/modules/company/ui/setting-words.ts';
import { type DayWindow, DELAY_CAUSES, type DollarDays, OUR_CAUSES } from '#app/modules/reports/types.ts';
import { percentShares } from '#app/ui/cut-shares.ts';
import { type Column, DataTable } from '#app/ui/data-table.tsx';
import { Definition } from '#app/ui/definition.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { CAUSE_WORDS, causeName } from './dollar-day-words.ts';

type HrefOf = (more: Record<string, string>) => string;
const daysOf = ({ fromOn, toOn }: DayWindow): bigint => BigInt(daysBetween(fromOn, toOn) + 1);
/** A share that rounds to nothing is not nothing. */
const shareText = (percent: number, minorDays: bigint): string =>
  percent === 0 && minorDays > 0n ? 'under 1 %' : `${percent} %`;
const sumOf = (rows: readonly DollarDays[]): bigint => rows.reduce((sum, row) => sum + row.minorDays, 0n);

/** One table a currency: each cause opens the debts behind it. Currencies are never added. */
export function CausesOf({ sums, window, hrefOf }: { sums: readonly DollarDays[]; window: DayWindow; hrefOf: HrefOf }) {
  return [...Map.groupBy(sums, ({ currency }) => currency)].map(([currency, rows]) => {
    const all = sumOf(rows);
    const ours = sumOf(rows.filter(({ cause }) => OUR_CAUSES.includes(cause)));
    const shares = percentShares(rows.map(({ minorDays }) => minorDays));
    const [oursPercent] = percentShares([ours, all - ours]);
    return (
      <Panel
        key={currency}
        title={`${currency}: ${shareText(oursPercent ?? 0, ours)} of it lies with us`}
        aside={`${daysOf(window)} days`}
        foot="Currencies are not added."
      >
        <DataTable
          caption={`Causes of late money in ${currency}`}
          rows={rows.map((row, at) => ({ ...row, share: shares[at] ?? 0 }))}
          rowKey={(row) => `${row.cause} ${row.department}`}
          columns={causeColumns(window, hrefOf)}
          foot={
            <tr>
              <th scope="row">Together</th>
              <td />
              <td className="cell-numeric">
                <MoneyText money={money(all, currency)} style="bare" />
              </td>
              <td className="cell-numeric">
                <MoneyText money={money(all / daysOf(window), currency)} style="bare" />
              </td>
              <td className="cell-numeric">100 %</td>
            </tr>
          }
        />
      </Panel>
    );
  });
}

const causeColumns = (window: DayWindow, hrefOf: HrefOf): Column<DollarDays & { share: number }>[] => [
  {
    key: 'cause',
    head: 'Cause',
    rowHeader: true,
    cell: ({ currency, cause, department }) => (
      <>
        <Link className="quiet-link" to={hrefOf({ currency, cause, ...(cause === 'disputed' && { department }) })}>
          {causeName({ cause, department })} <span className="sr-only">in {currency}</span>
        </Link>
        {OUR_CAUSES.includes(cause) && <span className="under">With us</span>}
      </>
    ),
  },
  { key: 'debts', head: 'Debts', numeric: true, cell: ({ debts }) => debts },
  {
    key: 'days',
    head: 'Amount × days',
    numeric: true,
    cell: ({ minorDays, currency }) => <MoneyText money={money(minorDays, currency)} style="bare" />,
  },
  {
    key: 'average',
    head: 'On an average day',
    numeric: true,
    cell: ({ minorDays, currency }) => <MoneyText money={money(minorDays / daysOf(window), currency)} style="bare" />,
  },
  { key: 'share', head: 'Share', numeric: true, cell: ({ share, minorDays }) => shareText(share, minorDays) },
];

/** Which days each cause takes, in the order in which they take them. */
export function HowCharged({ allowed }: { allowed: DaysAllowed }) {
  const [billing, delivery] = settingFacts('days_allowed', allowed);
  return (
    <Panel
      title="How days are charged"
      pad
      foot={
        <>
          Not late today: billed within {billing?.value}, delivered within {delivery?.value}.{' '}
          <Link to="/staff/settings/company/days_allowed">Days that are not late</Link>
        </>
      }
    >
      <Definition
        shape="terms"
        facts={DELAY_CAUSES.map((cause) => ({ label: CAUSE_WORDS[cause].name, value: CAUSE_WORDS[cause].counts }))}
      />
    </Panel>
  );
}
