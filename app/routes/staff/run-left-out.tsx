import { Link } from 'react-router';
import { CountHead, CountList } from '#app/ui/count-list.tsx';
import type { RunPage } from './run-page.server.ts';

/** Drafts that come to nothing, or less: no finding keeps them out, their sum does. */
export function LeftOut({ progress, runId }: { progress: RunPage['progress']; runId: string }) {
  const { zero, negative, leftOut } = progress.counts;
  const rows = [
    {
      why: 'zero',
      count: zero,
      title: 'Comes to nothing',
      detail: 'Settled without an invoice when the run is issued.',
    },
    {
      why: 'negative',
      count: negative,
      title: 'Comes to less than nothing',
      detail: 'Carried into the next run, where it is taken off.',
    },
    {
      why: 'by_hand',
      count: leftOut - zero - negative,
      title: 'Left out',
      detail: 'By hand, or billed by another run meanwhile.',
    },
  ].filter(({ count }) => count > 0);
  if (rows.length === 0) return null;
  return (
    <>
      <CountHead icon="slash">Not issued, {leftOut}</CountHead>
      <CountList
        label="Not issued"
        rows={rows.map(({ why, ...row }) => ({
          ...{ key: why, ...row },
          action: (
            <Link to={`/staff/runs/${runId}/drafts?why=${why}`}>{row.count === 1 ? 'See it' : `See ${row.count}`}</Link>
          ),
        }))}
      />
    </>
  );
}
