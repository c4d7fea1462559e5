import { Link } from 'react-router';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import { figureQuery } from '#app/modules/ledger/forms.ts';
import type { Seal } from '#app/modules/ledger/types.ts';
import { KnownAtText } from '#app/modules/ledger/ui/known-at-text.tsx';
import type { Statement } from '#app/modules/statements/types.ts';
import { StatementSheet } from '#app/modules/statements/ui/statement-sheet.tsx';
import { ButtonRow, LinkButton } from '#app/ui/button.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { Section } from '#app/ui/panel.tsx';
import { documentPath } from './document-path.ts';
import { GroupLink } from './group-statement.tsx';

const ROWS_SHOWN = 1_000;

type Props = {
  statement: Statement;
  today: PlainDate;
  knownAt: Seal;
  zone: string;
  isLead: boolean;
};

/** The statement of one account with its files, all of one seal. */
export function AccountStatement({ statement, today, knownAt, zone, isLead }: Props) {
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
        // What is in question now is listed; what was on an earlier day is not.
        inQuestionAt={toOn >= today ? '/invoices?view=disputed' : undefined}
        hrefOf={(row) => (row.number ? documentPath(row) : undefined)}
        postingsOf={(figure) => `/postings?${figureQuery(figure)}`}
      />
    </Section>
  );
}
