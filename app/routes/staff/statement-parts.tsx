import { Link } from 'react-router';
import type { StoredDocument } from '#app/modules/documents/types.ts';
import { KnownAtText, sealText } from '#app/modules/ledger/ui/known-at-text.tsx';
import type { Statement } from '#app/modules/statements/types.ts';
import { StatementSheet } from '#app/modules/statements/ui/statement-sheet.tsx';
import { LinkButton } from '#app/ui/button.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText, InstantText } from '#app/ui/date-text.tsx';
import { useLocale } from '#app/ui/locale.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { postingsPath } from './figure-link.tsx';
import { sourcePath } from './source-path.ts';
import { StatementFiles } from './statement-files.tsx';

const ROWS_SHOWN = 1_000;

type ViewProps = { statement: Statement; zone: string; mayKeep: boolean; customerId: string };

/** The statement with its files, all of one seal; keeping it keeps that seal. */
export function StatementView({ statement, zone, mayKeep, customerId }: ViewProps) {
  const { fromOn, toOn, currency, knownAt, form } = statement;
  const fields = { from: fromOn, to: toOn, currency, form, known: knownAt?.sealNo.toString() ?? '' };
  const address = `/staff/customers/${customerId}/statement`;
  const query = new URLSearchParams(fields);
  return (
    <Panel
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
      aside={knownAt && <KnownAtText seal={knownAt} zone={zone} />}
      pad
    >
      <StatementFiles {...{ address, fields, mayKeep }}>
        <LinkButton to={`${address}/changes?${query}`} variant="quiet">
          What changed since
        </LinkButton>
      </StatementFiles>
      <StatementSheet
        statement={statement}
        rowsMax={ROWS_SHOWN}
        hrefOf={(row) => (row.number ? sourcePath(row) : undefined)}
        postingsOf={(figure) => postingsPath({ ...figure, customerId })}
      />
    </Panel>
  );
}

/** Statements that were kept as they were, each with what was learned since. */
export function KeptPanel({
  kept,
  customerId,
  zone,
}: {
  kept: readonly StoredDocument[];
  customerId: string;
  zone: string;
}) {
  const locale = useLocale();
  if (kept.length === 0) return null;
  const changes = (of: NonNullable<StoredDocument['statement']>) =>
    new URLSearchParams({
      ...{ from: of.fromOn, to: of.toOn, known: of.sealNo.toString() },
      ...(of.currency === null ? { group: 'yes' } : { currency: of.currency }),
    });
  return (
    <Panel title="Kept statements">
      <DataTable
        caption="Kept statements, newest first"
        rows={kept}
        rowKey={(row) => row.id}
        columns={[
          {
            key: 'file',
            head: 'File',
            rowHeader: true,
            cell: (row) => <a href={`/staff/documents/${row.id}`}>{row.fileName}</a>,
          },
          { key: 'kept', head: 'Kept', nowrap: true, cell: (row) => <InstantText at={row.producedAt} zone={zone} /> },
          {
            key: 'seal',
            head: 'Seal',
            numeric: true,
            cell: (row) => (row.statement ? sealText(row.statement.sealNo, locale) : ''),
          },
          {
            key: 'changes',
            head: 'Since',
            cell: ({ statement }) =>
              statement && (
                <Link to={`/staff/customers/${customerId}/statement/changes?${changes(statement)}`}>
                  What changed since{statement.currency === null ? ', whole group' : ''}
                </Link>
              ),
          },
        ]}
      />
    </Panel>
  );
}
