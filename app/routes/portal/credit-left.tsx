import { Link } from 'react-router';
import { type Currency, money } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { CustomerCreditRequest } from '#app/modules/cash-application/queries/credit-requests.server.ts';
import type { EntryKind } from '#app/modules/ledger/types.ts';
import { movementWords } from '#app/modules/statements/ui/movement-words.ts';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { Section } from '#app/ui/panel.tsx';
import { documentPath } from './document-path.ts';
import { OutsideText } from './outside-text.tsx';

type Credit = {
  readonly id: string;
  readonly kind: EntryKind;
  readonly sourceId: string;
  readonly number: string;
  readonly currency: Currency;
  readonly residualMinor: bigint;
};

type Asked = Omit<CustomerCreditRequest, 'askedAt'> & { readonly askedOn: PlainDate };
type CreditLeftProps = { credits: readonly Credit[]; asked: readonly Asked[]; mayAsk: boolean };

/**
 * Money and credit notes not set against an invoice yet: they already count in what is owed, and can be named to an invoice or
 * asked back. What was asked and answered last stands beside each.
 */
export function CreditLeft({ credits, asked, mayAsk }: CreditLeftProps) {
  if (credits.length === 0) return null;
  return (
    <Section title="Credit you have not used">
      <p className="prose mb-3">
        It is already taken off what you owe. Tell us which invoice it is for, or that you want it back.
      </p>
      <DataTable
        caption="Your unused credit"
        cards
        rows={credits}
        rowKey={(row) => row.id}
        columns={[
          {
            key: 'what',
            head: 'Credit',
            rowHeader: true,
            cell: (row) => {
              const path = documentPath(row);
              const number = <span className="reference">{row.number}</span>;
              return (
                <>
                  {movementWords({ kind: row.kind, method: '', amountMinor: -row.residualMinor })}{' '}
                  {path ? <Link to={path}>{number}</Link> : number}
                </>
              );
            },
          },
          {
            key: 'left',
            head: 'Not used',
            numeric: true,
            card: 'line',
            cell: (row) => <MoneyText money={money(row.residualMinor, row.currency)} />,
          },
          {
            key: 'use',
            head: 'Request',
            cell: (row) => (
              <Use row={row} last={asked.find(({ openItemId }) => openItemId === row.id)} mayAsk={mayAsk} />
            ),
          },
        ]}
      />
    </Section>
  );
}

const WISHES = { apply: 'to set it against an invoice', refund: 'to have it paid back' } as const;

function Use({ row, last, mayAsk }: { row: Credit; last: Asked | undefined; mayAsk: boolean }) {
  return (
    <>
      {last && (
        <span className="block">
          Asked on <DateText date={last.askedOn} /> {WISHES[last.wish]}.
          <span className="under">
            {last.answer === null ? (
              'We are looking into it.'
            ) : (
              <>
                We answered: “<OutsideText text={last.answer} />”
              </>
            )}
          </span>
        </span>
      )}
      {mayAsk && !(last && last.answer === null) && (
        <Link to={`/credits/${row.id}`}>
          Use this credit<span className="sr-only"> {row.number}</span>
        </Link>
      )}
    </>
  );
}
