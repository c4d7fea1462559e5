import { nextBillingDates } from '#app/kernel/billing-periods.ts';
import { formatDate } from '#app/kernel/format-date.ts';
import type { Currency } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import { SchemeText } from '#app/modules/catalog/ui/scheme-text.tsx';
import type { ContractHead, ContractNames, ContractTerms, LineTerms, PriceTerm } from '#app/modules/contracts/types.ts';
import { CYCLE_WORDS, TIMING_WORDS } from '#app/modules/contracts/ui/contract-words.ts';
import type { InvoicePer } from '#app/modules/customers/types.ts';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { Definition } from '#app/ui/definition.tsx';
import { NotApplicable } from '#app/ui/money-text.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { INVOICE_PER_NAMES } from './customer-fields.tsx';
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

type PriceRow = { line: LineTerms; price: PriceTerm | null };

/** Own prices with the version each is, then the list a line falls back to. */
export function PricesPanel({ terms, names, currency, numbers }: ShownTerms & { numbers: Record<string, number> }) {
  const rows: PriceRow[] = terms.lines.flatMap((line) => [
    ...line.prices.map((price) => ({ line, price })),
    ...(line.priceListId ? [{ line, price: null }] : []),
  ]);
  return (
    <Panel title={`Prices, ${currency}`}>
      <DataTable
        caption="Prices by line and day"
        rows={rows}
        rowKey={({ line, price }) => `${line.lineNo} ${price?.validFromOn ?? 'list'}`}
        columns={[
          {
            key: 'line',
            head: 'Line',
            rowHeader: true,
            cell: ({ line }) => (
              <>
                {line.lineNo}. <NameText text={line.description} />
              </>
            ),
          },
          {
            key: 'price',
            head: 'Price',
            cell: ({ line, price }) =>
              price ? (
                <SchemeText
                  scheme={price.scheme}
                  currency={currency}
                  unit={names.products[line.productId]?.unit ?? 'unit'}
                />
              ) : (
                <>
                  List “{names.priceLists[line.priceListId ?? '']?.name}”
                  <span className="under">where no own price holds</span>
                </>
              ),
          },
          {
            key: 'from',
            head: 'Holds from',
            nowrap: true,
            cell: ({ price }) => (price ? <DateText date={price.validFromOn} /> : <NotApplicable words="as listed" />),
          },
          {
            key: 'to',
            head: 'To',
            nowrap: true,
            cell: ({ price }) =>
              price?.validToOn ? <DateText date={price.validToOn} /> : <NotApplicable words="holds on" />,
          },
          {
            key: 'version',
            head: 'Version',
            numeric: true,
            cell: ({ line, price }) =>
              (price && numbers[`${line.lineNo} ${price.validFromOn}`]) || <NotApplicable words="none yet" />,
          },
        ]}
      />
    </Panel>
  );
}

/** What is agreed of the contract as a whole. */
export function ContractFacts({ contract, terms }: { contract: ContractHead; terms: ContractTerms }) {
  const { customer } = contract;
  const per = (terms.invoicePer ?? customer.invoicePer) as InvoicePer;
  return (
    <Panel title="Terms" pad>
      <Definition
        shape="terms"
        facts={[
          { label: 'Starts', value: <DateText date={terms.startsOn} /> },
          { label: 'Ends', value: terms.endsOn ? <DateText date={terms.endsOn} /> : 'runs on' },
          { label: 'Currency', value: terms.currency },
          ...(terms.poNumber
            ? [{ label: 'Purchase order', value: <span className="reference">{terms.poNumber}</span> }]
            : []),
          { label: 'Payment', value: `${terms.termsDays ?? customer.termsDays} days from invoice` },
          { label: 'Invoices', value: INVOICE_PER_NAMES[per] },
          { label: 'In force', value: contract.isDraft ? 'not yet' : `version ${contract.versionNo}` },
        ]}
      />
    </Panel>
  );
}
