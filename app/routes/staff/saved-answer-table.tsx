import { Form, Link } from 'react-router';
import { LANGUAGE_NAMES, type Language } from '#app/modules/customers/types.ts';
import type { SavedAnswer } from '#app/modules/disputes/queries/dispute-settings.server.ts';
import { Button } from '#app/ui/button.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { InstantText } from '#app/ui/date-text.tsx';
import { NameText } from './name-text.tsx';

type TableProps = { answers: readonly SavedAnswer[]; zone: string; mayChange: boolean };

/** Answers as they are offered now, one row a language. */
export function AnswerTable({ answers, zone, mayChange }: TableProps) {
  return (
    <DataTable
      caption="Saved answers"
      rows={answers}
      rowKey={({ versionId }) => versionId}
      columns={[
        {
          key: 'title',
          head: 'Title',
          rowHeader: true,
          cell: (row) => (
            <>
              <NameText text={row.title} />
              <span className="under">{LANGUAGE_NAMES[row.language as Language] ?? row.language}</span>
            </>
          ),
        },
        { key: 'body', head: 'Words', cell: (row) => <NameText text={row.body} /> },
        {
          key: 'version',
          head: 'Version',
          cell: (row) => (
            <>
              {row.versionNo}
              <span className="under">
                <NameText text={row.madeByName} />, <InstantText at={row.madeAt} zone={zone} />
              </span>
            </>
          ),
        },
        ...(mayChange
          ? [
              {
                ...{ key: 'change', head: 'Change', headHidden: true },
                cell: (row: SavedAnswer) => (
                  <span className="flex flex-wrap items-baseline gap-4">
                    <Link to={`?like=${row.versionId}`}>
                      Word anew<span className="sr-only"> {`${row.title}, ${row.language}`}</span>
                    </Link>
                    {answers.find(({ id }) => id === row.id) === row && (
                      <Form method="post">
                        <input type="hidden" name="answerId" value={row.id} />
                        <Button small variant="quiet" name="intent" value="retire" busy="Saving…">
                          Put away<span className="sr-only"> {row.title}</span>
                        </Button>
                      </Form>
                    )}
                  </span>
                ),
              },
            ]
          : []),
      ]}
    />
  );
}
