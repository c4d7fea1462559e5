import { Link } from 'react-router';
import { money } from '#app/kernel/money.ts';
import { figureQuery } from '#app/modules/ledger/forms.ts';
import type { Seal } from '#app/modules/ledger/types.ts';
import { KnownAtText } from '#app/modules/ledger/ui/known-at-text.tsx';
import type { Statement } from '#app/modules/statements/types.ts';
import { StatementSheet } from '#app/modules/statements/ui/statement-sheet.tsx';
import { ButtonRow, LinkButton } from '#app/ui/button.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { Note } from '#app/ui/message.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { Section } from '#app/ui/panel.tsx';
import { documentPath } from './document-path.ts';
import { GroupLink } from './group-statement.tsx';

const ROWS_SHOWN = 1_000;

type Props = {
  statement: Statement;
  /** Of the balance, what is looked into now because the customer asked. */
  disputedMinor: bigint;
  knownAt: Seal;
  zone: string;
  isLead: boolean;
};

/** The statement of one account with its files, all of one seal. */
export function AccountStatement({ statement, disputedMinor, knownAt, zone, isLead }: Props) {
  const { fromOn, toOn, currency, form } = statement;
  const query = new URLSearchParams({ from: fromOn, to: toOn, currency, form, known: knownAt.sealNo.toString() });
  return (
    <Section
      title={
        form === 'open_item' ? (
          <>
            Open on <DateText date={toOn} />, {currency}
          </>
        ) : (
          <>
            <DateText date={fromOn} /> to <DateText date={toOn} />, {currency}
          </>
        )
      }
    >
      <p className="mb-4 text-muted text-15">
        <KnownAtText seal={knownAt} zone={zone} />. <Link to={`/statements/changes?${query}`}>What changed since</Link>
        {isLead && (
          <>
            {' · '}
            <GroupLink {...{ fromOn, toOn, knownAt, form }} />
          </>
        )}
      </p>
      <div className="mb-6 not-printed">
        <ButtonRow>
          <LinkButton download to={`/files/statement.pdf?${query}`}>
            Download statement (PDF)
          </LinkButton>
          <LinkButton download to={`/files/statement.csv?${query}`} variant="quiet">
            CSV
          </LinkButton>
        </ButtonRow>
      </div>
      <StatementSheet
        statement={statement}
        rowsMax={ROWS_SHOWN}
        hrefOf={(row) => (row.number ? documentPath(row) : undefined)}
        postingsOf={(figure) => `/postings?${figureQuery(figure)}`}
      />
      {disputedMinor > 0n && (
        <div className="mt-4">
          <Note>
            <MoneyText money={money(disputedMinor, currency)} /> of this is in question and need not be paid now.{' '}
            <Link to="/invoices?view=disputed">See which invoices</Link>
          </Note>
        </div>
      )}
    </Section>
  );
}
