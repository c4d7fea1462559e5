import { Link } from 'react-router';
import { figureQuery } from '#app/modules/ledger/forms.ts';
import { KnownAtText } from '#app/modules/ledger/ui/known-at-text.tsx';
import type { GroupStatement } from '#app/modules/statements/types.ts';
import { GroupSheet } from '#app/modules/statements/ui/group-sheet.tsx';
import { ButtonRow, LinkButton } from '#app/ui/button.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { Section } from '#app/ui/panel.tsx';
import { documentPath } from './document-path.ts';

const ROWS_SHOWN = 500;

type Asked = Pick<GroupStatement, 'fromOn' | 'toOn' | 'knownAt' | 'form'>;

const queryOf = ({ fromOn, toOn, knownAt, form }: Asked) =>
  new URLSearchParams({ from: fromOn, to: toOn, form, known: knownAt.sealNo.toString(), group: 'yes' });

/** Leads from the statement of one account to that of the whole group, for the same days. */
export const GroupLink = (asked: Asked) => (
  <Link to={`/statements?${queryOf(asked)}`}>Statement of your whole group</Link>
);

/** The whole group on the page, with its files. Documents open for the account that is signed in. */
export function GroupStatementSection({ statement, zone }: { statement: GroupStatement; zone: string }) {
  const { fromOn, toOn, knownAt, parent } = statement;
  const query = queryOf(statement);
  const own = (customerId: string) => customerId === parent.id;
  return (
    <Section
      title={
        <>
          Your group, <DateText date={fromOn} /> to <DateText date={toOn} />
        </>
      }
    >
      <p className="mb-4 text-muted text-15">
        <KnownAtText seal={knownAt} zone={zone} />. <Link to={`/statements/changes?${query}`}>What changed since</Link>{' '}
        · <Link to={`/statements?${new URLSearchParams({ from: fromOn, to: toOn })}`}>Only your own account</Link>
      </p>
      <div className="mb-6 not-printed">
        <ButtonRow>
          <LinkButton download to={`/files/statement.pdf?${query}`}>
            Download group statement (PDF)
          </LinkButton>
          <LinkButton download to={`/files/statement.csv?${query}`} variant="quiet">
            CSV
          </LinkButton>
        </ButtonRow>
      </div>
      <GroupSheet
        statement={statement}
        rowsMax={ROWS_SHOWN}
        hrefOf={(row, customerId) => (row.number && own(customerId) ? documentPath(row) : undefined)}
        postingsOf={(figure, customerId) => (own(customerId) ? `/postings?${figureQuery(figure)}` : undefined)}
      />
    </Section>
  );
}
