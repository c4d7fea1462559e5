import { Form } from 'react-router';
import { formatDate } from '#app/kernel/format-date.ts';
import { type Currency, money } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { MadeRevaluation } from '#app/modules/currencies/queries/list-revaluations.server.ts';
import type { Rate, Revaluation } from '#app/modules/currencies/types.ts';
import { Button, ButtonRow } from '#app/ui/button.tsx';
import { type Column, DataTable } from '#app/ui/data-table.tsx';
import { DateInput, FormStack } from '#app/ui/inputs.tsx';
import { useLocale } from '#app/ui/locale.tsx';
import { Note } from '#app/ui/message.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { Panel } from '#app/ui/panel.tsx';

const shortRate = (rate: string) => (rate.includes('.') ? rate.replace(/\.?0+$/, '') : rate);

function columns<Row extends Revaluation>(base: Currency, locale: string): Column<Row>[] {
  const inBase = (key: 'baseMinor' | 'revaluedMinor' | 'differenceMinor', head: string): Column<Row> => ({
    key,
    head,
    numeric: true,
    cell: (row) => <MoneyText money={money(row[key], base)} style="bare" />,
  });
  return [
    { key: 'currency', head: 'Currency', rowHeader: true, cell: (row) => row.currency },
    {
      key: 'open',
      head: 'Open',
      numeric: true,
      cell: (row) => <MoneyText money={money(row.amountMinor, row.currency)} style="code" />,
    },
    inBase('baseMinor', `Carried at, ${base}`),
    {
      key: 'rate',
      head: 'Rate',
      numeric: true,
      cell: (row) => `${shortRate(row.rate)} of ${formatDate(row.rateOn, locale)}`,
    },
    inBase('revaluedMinor', `Worth, ${base}`),
    inBase('differenceMinor', `Difference, ${base}`),
  ];
}

type Standing = {
  asOfOn: PlainDate;
  base: Currency;
  standing: readonly Revaluation[];
  trouble: string | null;
  isMade: boolean;
  may: { revalue: boolean };
};

/** What foreign receivables are carried at and worth on a day, and the button that posts the difference. */
export function StandingPanel({ asOfOn, base, standing, trouble, isMade, may }: Standing) {
  const locale = useLocale();
  const total = money(
    standing.reduce((sum, one) => sum + one.differenceMinor, 0n),
    base,
  );
  return (
    <Panel title={`Receivables in other currencies on ${formatDate(asOfOn, locale)}`}>
      <div className="panel-pad">
        <Form method="get">
          <FormStack>
            <DateInput name="on" label="As of" defaultValue={asOfOn} />
            <ButtonRow>
              <Button variant="second">Show</Button>
            </ButtonRow>
          </FormStack>
        </Form>
      </div>
      {trouble && <Note tone="warn">{trouble}</Note>}
      {standing.length > 0 && (
        <DataTable
          caption="Receivables by currency, carried and at the rate of the day"
          rows={standing}
          rowKey={(row) => row.currency}
          columns={columns(base, locale)}
        />
      )}
      {!trouble && standing.length === 0 && <Note>Nothing was open in another currency on this day.</Note>}
      {standing.length > 0 && isMade && (
        <Note>This day was revalued. The difference was taken back the day after.</Note>
      )}
      {standing.length > 0 && !isMade && may.revalue && (
        <Form method="post" className="panel-pad staff-stack">
          <input type="hidden" name="on" value={asOfOn} />
          <p className="prose">
            Posts <MoneyText money={total} style="code" /> between 1195 and 7010 as of this day, and takes it back the
            next day. Receivables stay as they are.
          </p>
          <ButtonRow>
            <Button busy="Posting…">Revalue as of {formatDate(asOfOn, locale)}</Button>
          </ButtonRow>
        </Form>
      )}
    </Panel>
  );
}

/** Revaluations made before. */
export function MadeTable({ made, base }: { made: readonly MadeRevaluation[]; base: Currency }) {
  const locale = useLocale();
  if (made.length === 0) return null;
  return (
    <Panel title="Revaluations made">
      <DataTable
        caption="Revaluations made, newest first"
        rows={made}
        rowKey={(row) => row.id}
        columns={[
          { key: 'on', head: 'As of', nowrap: true, cell: (row) => formatDate(row.asOfOn, locale) },
          ...columns<MadeRevaluation>(base, locale),
          { key: 'by', head: 'By', cell: (row) => row.madeByName },
        ]}
      />
    </Panel>
  );
}

/** The rates that count today. */
export function RatesTable({ rates, base }: { rates: readonly Rate[]; base: Currency }) {
  const locale = useLocale();
  return (
    <Panel title={rates.length > 0 ? 'Rates that count today' : 'No rates yet'}>
      {rates.length > 0 && (
        <DataTable
          caption="Exchange rates that count today"
          rows={rates}
          rowKey={(row) => row.currency}
          columns={[
            { key: 'currency', head: 'Currency', rowHeader: true, cell: (row) => row.currency },
            { key: 'rate', head: `${base} for one`, numeric: true, cell: (row) => shortRate(row.rate) },
            { key: 'from', head: 'From', nowrap: true, cell: (row) => formatDate(row.rateOn, locale) },
          ]}
        />
      )}
    </Panel>
  );
}
