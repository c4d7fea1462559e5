import { Link } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { parseId } from '#app/kernel/ids.ts';
import { mayStaff } from '#app/modules/auth/types.ts';
import { listBankImports } from '#app/modules/banking/queries/bank-imports.server.ts';
import { listBankAccounts } from '#app/modules/banking/queries/list-bank-accounts.server.ts';
import { listStatements, progressOf } from '#app/modules/banking/queries/statements.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { LinkButton } from '#app/ui/button.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Pager } from '#app/ui/pager.tsx';
import { Panel } from '#app/ui/panel.tsx';
import type { Route } from './+types/bank.ts';
import { AccountTable, FileTable, StatementTable } from './bank-tables.tsx';

const PAGE = 50;
const FILES = 5;

export async function loader(args: Route.LoaderArgs) {
  const { user, company } = await requireStaff(args, 'desk.read');
  const asked = args.url.searchParams;
  const after = parseId(asked.get('after')) as string | null;
  const accountId = parseId(asked.get('account')) as string | null;
  const [accounts, found, files] = await Promise.all([
    listBankAccounts(staffDb()),
    listStatements(staffDb(), { after, limit: PAGE + 1, ...(accountId ? { accountId } : {}) }),
    listBankImports(staffDb(), { limit: FILES }),
  ]);
  const statements = found.slice(0, PAGE);
  const progress = await progressOf(
    staffDb(),
    statements.map(({ id }) => id),
  );
  const next = found.length > PAGE ? statements.at(-1)!.id : null;
  return {
    ...{ accounts, files, zone: company.timeZone, mayImport: mayStaff(user.role, 'bank.import') },
    statements: statements.map((statement) => ({ ...statement, progress: progress.get(statement.id) ?? [] })),
    nextHref: next
      ? `/staff/bank?${new URLSearchParams({ ...(accountId ? { account: accountId } : {}), after: next })}`
      : null,
    shown: accounts.find(({ id }) => id === accountId) ?? null,
  };
}

export default function Bank({ loaderData }: Route.ComponentProps) {
  const { accounts, statements, files, zone, mayImport, nextHref, shown } = loaderData;
  return (
    <>
      <PageTitle title="Bank matching" site="Tallystick" />
      <PageHead
        title="Bank matching"
        facts={<span>Statements of our accounts, and what of them is explained</span>}
        actions={
          <>
            <LinkButton to="/staff/bank/rules" variant="second">
              Rules
            </LinkButton>
            <LinkButton to="/staff/remittances" variant="second">
              Remittance advice
            </LinkButton>
            <LinkButton to="/staff/bank/unidentified" variant="second">
              Unidentified receipts
            </LinkButton>
            {mayImport && <LinkButton to="/staff/bank/import">Import a statement</LinkButton>}
          </>
        }
      />
      <div className="staff-stack">
        {accounts.length > 0 && (
          <Panel title="Our accounts">
            <AccountTable accounts={accounts} />
          </Panel>
        )}
        <Panel
          title={shown ? `Statements of ${shown.name}` : 'Statements'}
          aside={shown && <Link to="/staff/bank">All accounts</Link>}
        >
          {statements.length > 0 ? (
            <StatementTable statements={statements} />
          ) : (
            <EmptyState
              action={mayImport ? <Link to="/staff/bank/import">Import the first statement</Link> : undefined}
            >
              No statement yet. Files of the bank as CAMT, MT940, BAI2, OFX or CSV are read.
            </EmptyState>
          )}
        </Panel>
        {files.length > 0 && (
          <Panel title="Files that came last">
            <FileTable files={files} zone={zone} />
          </Panel>
        )}
      </div>
      <Pager label="Statements" nextHref={nextHref} />
    </>
  );
}
