import { Link } from 'react-router';
import { type Currency, money } from '#app/kernel/money.ts';
import type { EntryKind } from '#app/modules/ledger/types.ts';
import { movementWords } from '#app/modules/statements/ui/movement-words.ts';
import { DataTable } from '#app/ui/data-table.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { Section } from '#app/ui/panel.tsx';
import { documentPath } from './document-path.ts';
import { mailTo } from './mail-to.ts';

type Credit = {
  readonly id: string;
  readonly kind: EntryKind;
  readonly sourceId: string;
  readonly number: string;
  readonly currency: Currency;
  readonly residualMinor: bigint;
};

/** Money and credit notes not set against an invoice yet: they already count in what is owed, and can be named to an invoice. */
export function CreditLeft({ credits, help }: { credits: readonly Credit[]; help: { email: string } }) {
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
            head: 'Use it',
            cell: (row) => <a href={mailTo(help.email, `Use of credit ${row.number}`)}>Use this credit</a>,
          },
        ]}
      />
    </Section>
  );
}
