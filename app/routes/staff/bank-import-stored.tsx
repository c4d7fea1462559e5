import { Link } from 'react-router';
import type { BankImport } from '#app/modules/banking/queries/bank-imports.server.ts';
import { InstantText } from '#app/ui/date-text.tsx';
import { Figures } from '#app/ui/figures.tsx';
import { Panel } from '#app/ui/panel.tsx';
import type { ShownStatement } from './bank-import-page.server.ts';
import { StatementCheck } from './bank-import-statement.tsx';
import { PeriodText } from './bank-words.tsx';
import { NameText } from './name-text.tsx';

type StoredProps = { file: BankImport; statements: readonly ShownStatement[]; zone: string };

/** What came of a file: its statements, how many lines count, and when it was taken back. */
export function StoredImport({ file, statements, zone }: StoredProps) {
  const isStored = file.state === 'stored';
  return (
    <>
      <Panel title={isStored ? 'What was imported' : 'What the file held'} pad>
        {file.undoneAt && (
          <p>
            Taken back by <NameText text={file.undoneByName ?? ''} />, <InstantText at={file.undoneAt} zone={zone} />.
            None of it counts.
          </p>
        )}
        <div className="staff-stack">
          <Figures
            small
            figures={[
              { label: 'Lines', value: file.lineCount },
              { label: 'Skipped, they came before', value: file.skippedCount },
              { label: 'Rows left out', value: file.refusedCount },
              { label: 'Explained', value: file.explainedCount },
            ]}
          />
          {isStored && (
            <ul>
              {statements.map(({ id, no, number, ...period }) => (
                <li key={no}>
                  <Link to={`/staff/bank/${id}/match`}>
                    Match the lines of {number || file.fileName}, <PeriodText {...period} />
                  </Link>
                </li>
              ))}
            </ul>
          )}
          {file.refusedCount > 0 && (
            <p>
              <a href={`/staff/bank/imports/${file.id}/left-out.csv`}>Rows that were left out, CSV</a>
            </p>
          )}
        </div>
      </Panel>
      {statements.map((statement) => (
        <StatementCheck key={statement.no} statement={statement} fileName={file.fileName} />
      ))}
    </>
  );
}
