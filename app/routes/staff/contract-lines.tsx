import { nextBillingDates } from '#app/kernel/billing-periods.ts';
import { formatDate } from '#app/kernel/format-date.ts';
import type { Currency } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { ContractNames, ContractTerms, LineTerms } from '#app/modules/contracts/types.ts';
import { CYCLE_WORDS, TIMING_WORDS } from '#app/modules/contracts/ui/contract-words.ts';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { NotApplicable } from '#app/ui/money-text.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { NameText } from './name-text.tsx';

export type ShownTerms = { terms: ContractTerms; names: ContractNames; locale: string; currency: Currency };
const DATES_SHOWN = 5;

/** `31 Jan → 28 Feb → 31 Mar 2026`: the year once, where it is the same. */
function datesWords(dates: readonly PlainDate[], locale: string): string {
  return dates
    .map((date, index) => {
      const text = formatDate(date, locale);
      const next = dates[index + 1];
      return next?.startsWith(date.slice(0, 4)) ? text.replace(` ${date.slice(0, 4)}`, '') : text;
    })
    .join(' → ');
}

/** The lines with their cycle and the next days on which each is billed. */
export function LinesPanel({
  terms,
  names,
  locale,
  today,
  isDraft,
}: ShownTerms & { today: PlainDate; isDraft: boolean }) {
  const from = terms.startsOn > today ? terms.startsOn : today;
  return (
    <Panel
      title={terms.lines.length === 1 ? 'One line' : `${terms.lines.length} lines`}
      aside={isDraft ? 'as proposed' : undefined}
    >
      <DataTable
        caption="Lines of the contract"
        rows={terms.lines}
        rowKey={(line) => String(line.lineNo)}
        columns={[
          { key: 'line', head: 'Line', rowHeader: true, cell: (line) => <LineName line={line} names={names} /> },
          {
            key: 'billed',
            head: 'Billed',
            cell: (line) => (
              <>
                {CYCLE_WORDS[line.cycle]}
                <span className="under">{TIMING_WORDS[line.timing].toLowerCase()}</span>
                {line.deferred && <span className="under">earned over the period</span>}
              </>
            ),
          },
          {
            key: 'quantity',
            head: 'Quantity',
            cell: (line) =>
              line.quantity === null ? 'as used' : `${line.quantity} ${names.products[line.productId]?.unit ?? ''}`,
          },
          { key: 'where', head: 'Site and order', cell: (line) => <Where line={line} terms={terms} names={names} /> },
          {
            key: 'from',
            head: 'From',
            nowrap: true,
            cell: (line) => (
              <>
                <DateText date={line.startsOn} />
                {line.endsOn && (
                  <span className="under">
                    to <DateText date={line.endsOn} />
                  </span>
                )}
              </>
            ),
          },
          {
            key: 'next',
            head: 'Next billed',
            cell: (line) => {
              const dates = nextBillingDates(line, from, DATES_SHOWN);
              return dates.length > 0 ? datesWords(dates, locale) : <NotApplicable words="not billed any more" />;
            },
          },
        ]}
      />
    </Panel>
  );
}

function LineName({ line, names }: { line: LineTerms; names: ContractNames }) {
  const product = names.products[line.productId];
  return (
    <>
      {line.lineNo}. <NameText text={line.description} />
      <span className="under">
        <span className="reference">{product?.code}</span>
        {line.replacesLineNo !== null && `, follows line ${line.replacesLineNo}`}
      </span>
    </>
  );
}

function Where({ line, terms, names }: { line: LineTerms; terms: ContractTerms; names: ContractNames }) {
  const site = line.siteId ? names.sites[line.siteId] : null;
  const order = line.poNumber || terms.poNumber;
  if (!site && !order) return <NotApplicable words="neither" />;
  return (
    <>
      {site && <NameText text={`${site.code} ${site.name}`} />}
      {order && (
        <span className={site ? 'under' : ''}>
          <span className="reference">{order}</span>
        </span>
      )}
    </>
  );
}
