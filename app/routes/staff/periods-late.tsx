import { requireStaff } from '#app/guards/require-staff.server.ts';
import { latePostings } from '#app/modules/reports/queries/late-postings.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Pager } from '#app/ui/pager.tsx';
import { Panel } from '#app/ui/panel.tsx';
import type { Route } from './+types/periods-late.ts';
import { LateTable } from './late-table.tsx';
import { datedCursor } from './list-address.ts';

const PAGE_SIZE = 25;

export async function loader(args: Route.LoaderArgs) {
  await requireStaff(args, 'desk.read');
  const after = datedCursor(args.url);
  const found = await latePostings(staffDb(), { limit: PAGE_SIZE + 1, ...(after ? { after } : {}) });
  const rows = found.slice(0, PAGE_SIZE);
  const last = found.length > PAGE_SIZE ? rows.at(-1) : undefined;
  return {
    rows,
    firstHref: after ? '/staff/periods/late' : null,
    nextHref: last ? `/staff/periods/late?after=${last.effectiveOn}~${last.entryId}` : null,
  };
}

export default function LatePostings({ loaderData }: Route.ComponentProps) {
  const { rows, firstHref, nextHref } = loaderData;
  return (
    <>
      <PageTitle title="Late postings" site="Tallystick" />
      <BackLink to="/staff/periods">Periods</BackLink>
      <PageHead title="Late postings" facts={<span>Learned after the month of their value date was closed.</span>} />
      <Panel title={rows.length > 0 ? 'Newest first' : 'No late postings'}>
        <LateTable rows={rows} />
        <Pager label="Late postings" previousHref={firstHref} nextHref={nextHref} />
      </Panel>
    </>
  );
}
