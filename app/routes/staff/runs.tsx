import { Link } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { parseId } from '#app/kernel/ids.ts';
import { mayStaff } from '#app/modules/auth/types.ts';
import { listRuns } from '#app/modules/billing-runs/queries/get-run.server.ts';
import { listRecipes } from '#app/modules/billing-runs/queries/run-recipes.server.ts';
import { cycleWords, RUN_STATE_BADGES } from '#app/modules/billing-runs/ui/run-words.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { redirectWithFlash } from '#app/platform/http/flash.server.ts';
import { Badges } from '#app/ui/badge.tsx';
import { LinkButton } from '#app/ui/button.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Pager } from '#app/ui/pager.tsx';
import { Panel } from '#app/ui/panel.tsx';
import type { Route } from './+types/runs.ts';
import { postedFields } from './posted.server.ts';
import { dropRecipe } from './run-recipe-act.server.ts';
import { RecipeTable } from './run-recipe-parts.tsx';

const PAGE = 30;
const REPEATED_STATES: ReadonlySet<string> = new Set(['issued', 'previewed', 'reviewed', 'paused', 'issuing']);

export async function loader(args: Route.LoaderArgs) {
  const { user } = await requireStaff(args, 'desk.read');
  const after = args.url.searchParams.get('after') ?? undefined;
  const [rows, recipes] = await Promise.all([
    listRuns(staffDb(), { after, limit: PAGE + 1 }),
    after ? [] : listRecipes(staffDb()),
  ]);
  return {
    runs: rows.slice(0, PAGE),
    recipes,
    next: rows.length > PAGE ? (rows[PAGE - 1]?.number ?? null) : null,
    mayPrepare: mayStaff(user.role, 'runs.prepare'),
  };
}

/** Takes a recipe away. */
export async function action(args: Route.ActionArgs) {
  const { actor, moment } = await requireStaff(args, 'runs.prepare');
  const { of } = await postedFields(args.request);
  const recipeId = parseId(of('recipe'));
  const said = recipeId ? await dropRecipe(actor, recipeId, moment) : null;
  return redirectWithFlash('/staff/runs', said ?? 'There is no such recipe. Nothing was changed.');
}

export default function Runs({ loaderData }: Route.ComponentProps) {
  const { runs, recipes, next, mayPrepare } = loaderData;
  const last = runs.find(({ state }) => REPEATED_STATES.has(state));
  return (
    <>
      <PageTitle title="Billing runs" site="Tallystick" />
      <PageHead
        title="Billing runs"
        actions={
          mayPrepare && (
            <>
              {last && (
                <LinkButton to={`/staff/runs/new?like=${last.id}`} variant="second">
                  Repeat {last.number}
                </LinkButton>
              )}
              <LinkButton to="/staff/runs/new">New run</LinkButton>
            </>
          )
        }
      />
      <div className="staff-stack">
        <Panel title="Runs">
          {runs.length === 0 ? (
            <EmptyState action={mayPrepare && <Link to="/staff/runs/new">Set up the first run</Link>}>
              No run yet. A run makes invoices from contracts and usage, shows them, and issues exactly those.
            </EmptyState>
          ) : (
            <RunTable runs={runs} />
          )}
          {next && <Pager label="Older runs" nextHref={`/staff/runs?after=${next}`} />}
        </Panel>
        {recipes.length > 0 && (
          <Panel
            title="Recipes"
            foot="A scheduled run is previewed on its day and waits for a person, or goes on when nothing was found, as set."
          >
            <RecipeTable recipes={recipes} mayPrepare={mayPrepare} />
          </Panel>
        )}
      </div>
    </>
  );
}

function RunTable({ runs }: { runs: Route.ComponentProps['loaderData']['runs'] }) {
  return (
    <DataTable
      caption="Billing runs, newest first"
      rows={runs}
      rowKey={({ id }) => id}
      columns={[
        {
          key: 'name',
          head: 'Run',
          rowHeader: true,
          cell: (run) => (
            <>
              <Link className="quiet-link" to={`/staff/runs/${run.id}`}>
                {run.name}
              </Link>
              <span className="under reference">{run.number}</span>
            </>
          ),
        },
        { key: 'cycles', head: 'Cycles', cell: ({ cycles }) => cycleWords(cycles) },
        { key: 'cut', head: 'Billed up to', nowrap: true, cell: ({ cutOffOn }) => <DateText date={cutOffOn} /> },
        { key: 'date', head: 'Invoice date', nowrap: true, cell: ({ documentOn }) => <DateText date={documentOn} /> },
        { key: 'state', head: 'State', cell: ({ state }) => <Badges badges={[RUN_STATE_BADGES[state]]} /> },
        { key: 'drafts', head: 'Drafts', numeric: true, cell: ({ draftCount }) => draftCount },
        { key: 'issued', head: 'Issued', numeric: true, cell: ({ issuedCount }) => issuedCount },
        { key: 'by', head: 'Prepared by', cell: ({ preparedByName }) => preparedByName },
      ]}
    />
  );
}
