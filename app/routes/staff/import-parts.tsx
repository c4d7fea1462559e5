import { Form } from 'react-router';
import { Badge } from '#app/ui/badge.tsx';
import { Button, ButtonRow } from '#app/ui/button.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateInput, FormStack } from '#app/ui/inputs.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { Panel } from '#app/ui/panel.tsx';
import type { ImportReport } from './import-report.ts';
import { NameText } from './name-text.tsx';

const cut = (shown: number, all: number): string | undefined =>
  shown < all ? `the first ${shown} of ${all}` : undefined;

/** Row, field and what to do, for each thing that stops the import. */
export function ImportProblems({ report }: { report: ImportReport }) {
  return (
    <Panel title="To correct in the file" aside={cut(report.problems.length, report.problemCount)}>
      <DataTable
        caption="Problems in the file"
        rows={report.problems.map((problem, place) => ({ ...problem, place }))}
        rowKey={(problem) => String(problem.place)}
        columns={[
          {
            key: 'row',
            head: 'Row',
            rowHeader: true,
            nowrap: true,
            cell: (problem) => (problem.row === 0 ? 'Whole file' : `Row ${problem.row}`),
          },
          { key: 'field', head: 'Column', cell: (problem) => <span className="reference">{problem.field}</span> },
          { key: 'text', head: 'What to do', cell: (problem) => <NameText text={problem.text} /> },
        ]}
      />
    </Panel>
  );
}

/** What each good row does. */
export function ImportRows({ report }: { report: ImportReport }) {
  if (report.lines.length === 0) return null;
  const hasAmounts = report.lines.some((line) => line.amount !== null);
  return (
    <Panel
      title={report.problemCount > 0 ? 'Rows that are right' : 'What would happen'}
      aside={cut(report.lines.length, report.lineCount)}
    >
      <DataTable
        caption="Rows of the file and what each would do"
        rows={report.lines}
        rowKey={(line) => String(line.row)}
        columns={[
          { key: 'row', head: 'Row', nowrap: true, cell: (line) => line.row },
          {
            key: 'number',
            head: 'Number',
            rowHeader: true,
            nowrap: true,
            cell: (line) => (
              <span className="reference">
                <NameText text={line.number} />
              </span>
            ),
          },
          { key: 'about', head: hasAmounts ? 'Customer' : 'Name', cell: (line) => <NameText text={line.about} /> },
          {
            key: 'what',
            head: 'What happens',
            cell: (line) =>
              line.isNew ? (
                <Badge tone="info" icon="plus">
                  New
                </Badge>
              ) : (
                <Badge tone="neutral" icon="check">
                  There already
                </Badge>
              ),
          },
          ...(hasAmounts
            ? [
                {
                  key: 'amount',
                  head: 'Total',
                  numeric: true,
                  cell: (line: ImportReport['lines'][number]) =>
                    line.amount && <MoneyText money={line.amount} style="code" />,
                },
              ]
            : []),
        ]}
      />
    </Panel>
  );
}

/** As of which day the items are posted; asked again, because it changes what the dry run answers. */
export function TakenOverOn({ on }: { on: string }) {
  return (
    <Panel title="Day of the take-over" pad>
      <Form method="get">
        <FormStack>
          <DateInput
            name="on"
            label="Taken over on"
            hint="The last day of the books kept before. Items keep their own dates and due dates."
            defaultValue={on}
          />
          <ButtonRow>
            <Button variant="second">Show again for this day</Button>
          </ButtonRow>
        </FormStack>
      </Form>
    </Panel>
  );
}
