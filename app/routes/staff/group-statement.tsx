import { KnownAtText } from '#app/modules/ledger/ui/known-at-text.tsx';
import type { GroupStatement } from '#app/modules/statements/types.ts';
import { GroupSheet } from '#app/modules/statements/ui/group-sheet.tsx';
import { LinkButton } from '#app/ui/button.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { postingsPath } from './figure-link.tsx';
import { sourcePath } from './source-path.ts';
import { StatementFiles } from './statement-files.tsx';

const ROWS_SHOWN = 500;

type ViewProps = { statement: GroupStatement; zone: string; mayKeep: boolean };

/** A group's statement with its files, all of one seal; keeping it keeps that seal. */
export function GroupStatementView({ statement, zone, mayKeep }: ViewProps) {
  const { fromOn, toOn, knownAt, parent, form } = statement;
  const fields = { from: fromOn, to: toOn, known: knownAt.sealNo.toString(), form, group: 'yes' };
  const address = `/staff/customers/${parent.id}/statement`;
  return (
    <Panel
      title={
        <>
          Group, <DateText date={fromOn} /> to <DateText date={toOn} />
        </>
      }
      aside={<KnownAtText seal={knownAt} zone={zone} />}
      pad
    >
      <StatementFiles {...{ address, fields, mayKeep }}>
        <LinkButton to={`${address}/changes?${new URLSearchParams(fields)}`} variant="quiet">
          What changed since
        </LinkButton>
      </StatementFiles>
      <GroupSheet
        statement={statement}
        rowsMax={ROWS_SHOWN}
        hrefOf={(row) => (row.number ? sourcePath(row) : undefined)}
        postingsOf={(figure, customerId) => postingsPath({ ...figure, customerId })}
      />
    </Panel>
  );
}
