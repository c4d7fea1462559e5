import { Form, Link } from 'react-router';
import type { Recipe } from '#app/modules/billing-runs/queries/run-recipes.server.ts';
import { cycleWords } from '#app/modules/billing-runs/ui/run-words.ts';
import { Button } from '#app/ui/button.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

const whenWords = ({ every, dayNo }: Recipe): string =>
  every === 'week'
    ? `each ${WEEKDAYS[(dayNo ?? 1) - 1]}`
    : every === 'month'
      ? `each month on day ${dayNo}`
      : 'when started';

/** Kept set-ups: start one, or stop its schedule. */
export function RecipeTable({ recipes, mayPrepare }: { recipes: readonly Recipe[]; mayPrepare: boolean }) {
  return (
    <DataTable
      caption="Kept set-ups"
      rows={recipes}
      rowKey={({ id }) => id}
      columns={[
        {
          key: 'name',
          head: 'Name',
          rowHeader: true,
          cell: ({ id, name }) =>
            mayPrepare ? (
              <Link className="quiet-link" to={`/staff/runs/new?recipe=${id}`}>
                {name}
              </Link>
            ) : (
              name
            ),
        },
        { key: 'cycles', head: 'Cycles', cell: ({ cycles }) => cycleWords(cycles) },
        { key: 'when', head: 'Runs', cell: whenWords },
        {
          key: 'next',
          head: 'Next',
          nowrap: true,
          cell: ({ nextOn }) => (nextOn ? <DateText date={nextOn} weekday /> : ''),
        },
        {
          key: 'then',
          head: 'Then',
          cell: ({ goesOn }) => (goesOn ? 'goes on when nothing was found' : 'waits for a person'),
        },
        { key: 'by', head: 'Kept by', cell: ({ savedByName }) => savedByName },
        {
          key: 'act',
          head: 'Remove',
          headHidden: true,
          cell: ({ id, name }) =>
            mayPrepare && (
              <Form method="post" action="/staff/runs">
                <input type="hidden" name="recipe" value={id} />
                <Button variant="quiet" small busy="Removing…">
                  Remove<span className="sr-only"> {name}</span>
                </Button>
              </Form>
            ),
        },
      ]}
    />
  );
}
