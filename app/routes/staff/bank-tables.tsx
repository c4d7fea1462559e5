import { Link } from 'react-router';
import { money } from '#app/kernel/money.ts';
import type { BankImportRow } from '#app/modules/banking/queries/bank-imports.server.ts';
import type { BankAccountView } from '#app/modules/banking/queries/list-bank-accounts.server.ts';
import type { BankStatementView, StateProgress } from '#app/modules/banking/queries/statements.server.ts';
import type { BankLineState } from '#app/modules/banking/types.ts';
import { Badges } from '#app/ui/badge.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText, InstantText } from '#app/ui/date-text.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { GapText, IMPORT_BADGES, PeriodText } from './bank-words.tsx';
import { NameText } from './name-text.tsx';

export function AccountTable({ accounts }: { accounts: readonly BankAccountView[] }) {
  return (
    <DataTable
      caption="Bank accounts of ours"
      rows={accounts}
      rowKey={({ id }) => id}
      columns={[
        {
          key: 'name',
          head: 'Account',
          rowHeader: true,
          cell: ({ id, name, account, currency }) => (
            <>
              <Link className="quiet-link" to={`/staff/bank?account=${id}`}>
                <NameText text={name} />, {currency}
              </Link>
              <span className="under reference">{account}</span>
            </>
          ),
        },
        {
          key: 'last',
          head: 'Statements to',
          nowrap: true,
          cell: ({ lastOn }) => lastOn && <DateText date={lastOn} />,
        },
        { key: 'open', head: 'Lines to explain', numeric: true, cell: ({ openCount }) => openCount },
        {
          key: 'closing',
          head: 'Closing balance',
          numeric: true,
          cell: ({ closingMinor, currency }) =>
            closingMinor === null ? 'Not given' : <MoneyText money={money(closingMinor, currency)} style="code" />,
        },
      ]}
    />
  );
}

type Listed = BankStatementView & { readonly progress: readonly StateProgress[] };

const countOf = ({ progress }: Listed, ...states: BankLineState[]): number =>
  progress.filter(({ state }) => states.includes(state)).reduce((sum, { count }) => sum + count, 0);

export function StatementTable({ statements }: { statements: readonly Listed[] }) {
  return (
    <DataTable
      caption="Statements, newest first"
      rows={statements}
      rowKey={({ id }) => id}
      columns={[
        {
          key: 'period',
          head: 'Statement',
          rowHeader: true,
          cell: (one) => (
            <>
              <Link className="quiet-link" to={`/staff/bank/${one.id}`}>
                <NameText text={one.number || one.fileName} />: <PeriodText {...one} />
              </Link>
              <span className="under">
                <NameText text={one.accountName} />
              </span>
              {one.gap && (
                <span className="under">
                  <GapText gap={one.gap} currency={one.currency} />
                </span>
              )}
              {one.differenceMinor !== 0n && (
                <span className="under">
                  Opening and lines miss the closing balance by{' '}
                  <MoneyText money={money(one.differenceMinor, one.currency)} style="code" />.
                </span>
              )}
            </>
          ),
        },
        { key: 'lines', head: 'Lines', numeric: true, cell: ({ lineCount }) => lineCount },
        { key: 'explained', head: 'Explained', numeric: true, cell: (one) => countOf(one, 'explained', 'skipped') },
        { key: 'parked', head: 'Parked', numeric: true, cell: (one) => countOf(one, 'parked', 'asked') },
        { key: 'open', head: 'Open', numeric: true, cell: (one) => countOf(one, 'open') },
        {
          key: 'closing',
          head: 'Closing balance',
          numeric: true,
          cell: ({ closingMinor, currency }) =>
            closingMinor === null ? 'Not given' : <MoneyText money={money(closingMinor, currency)} style="code" />,
        },
      ]}
    />
  );
}

export function FileTable({ files, zone }: { files: readonly BankImportRow[]; zone: string }) {
  return (
    <DataTable
      caption="Files of the bank, newest first"
      rows={files}
      rowKey={({ id }) => id}
      columns={[
        {
          key: 'file',
          head: 'File',
          rowHeader: true,
          cell: ({ id, fileName, stagedAt }) => (
            <>
              <Link className="quiet-link" to={`/staff/bank/imports/${id}`}>
                <NameText text={fileName} />
                <span className="sr-only">
                  {' '}
                  of <InstantText at={stagedAt} zone={zone} />
                </span>
              </Link>
            </>
          ),
        },
        { key: 'state', head: 'State', cell: ({ state }) => <Badges badges={[IMPORT_BADGES[state]]} /> },
        { key: 'lines', head: 'Lines in it', numeric: true, cell: ({ lineCount }) => lineCount },
        { key: 'by', head: 'Brought by', cell: ({ importedByName }) => <NameText text={importedByName} /> },
        { key: 'at', head: 'Brought', nowrap: true, cell: ({ stagedAt }) => <InstantText at={stagedAt} zone={zone} /> },
      ]}
    />
  );
}
