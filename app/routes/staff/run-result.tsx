import { Link } from 'react-router';
import { InstantText } from '#app/ui/date-text.tsx';
import { Definition } from '#app/ui/definition.tsx';
import { Figures } from '#app/ui/figures.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { LookAgain } from '#app/ui/progress.tsx';
import type { RunPage } from './run-page.server.ts';

/** What became of a run. */
export function RunResult({ page: { run, progress, delivery }, zone }: { page: RunPage; zone: string }) {
  const { counts } = progress;
  const left = counts.blocked + counts.leftOut + counts.ready;
  const list = `/staff/runs/${run.id}/drafts`;
  const shown = (count: number, query: string) => (count > 0 ? <Link to={`${list}?${query}`}>{count}</Link> : count);
  return (
    <Panel
      title={
        run.state === 'issued'
          ? `${counts.issued} issued${counts.blocked > 0 ? `, ${counts.blocked} left out until fixed` : ''}`
          : `Cancelled: ${counts.issued} already issued stay issued`
      }
      pad
    >
      <div className="staff-stack">
        <Figures
          figures={[
            { label: 'Issued', value: shown(counts.issued, 'state=issued'), large: true },
            { label: 'Left out until fixed', value: shown(counts.blocked, 'state=blocked') },
            { label: 'Not issued', value: shown(left - counts.blocked, 'state=left_out') },
            ...(delivery
              ? [
                  { label: 'PDF made', value: delivery.made },
                  { label: 'Sent', value: delivery.sent },
                  { label: 'Could not be sent', value: delivery.failed },
                ]
              : []),
          ]}
        />
        {delivery && delivery.made < counts.issued && <LookAgain />}
        <WhoDidWhat run={run} zone={zone} />
        {counts.blocked > 0 && (
          <p>What was left out comes with the next run, as soon as what stands against it is mended.</p>
        )}
      </div>
    </Panel>
  );
}

function WhoDidWhat({ run, zone }: { run: RunPage['run']; zone: string }) {
  return (
    <Definition
      facts={[
        {
          label: 'Prepared',
          value: (
            <>
              {run.preparedByName}, <InstantText at={run.preparedAt} zone={zone} />
            </>
          ),
        },
        ...(run.reviewedByName && run.reviewedAt
          ? [
              {
                label: 'Reviewed',
                value: (
                  <>
                    {run.reviewedByName}, <InstantText at={run.reviewedAt} zone={zone} />
                  </>
                ),
              },
            ]
          : []),
        ...(run.issuedByName && run.finishedAt
          ? [
              {
                label: 'Issued',
                value: (
                  <>
                    {run.issuedByName}, <InstantText at={run.finishedAt} zone={zone} />
                  </>
                ),
              },
            ]
          : []),
        ...(run.state === 'cancelled' && run.stoppedAt
          ? [
              {
                label: 'Cancelled',
                value: (
                  <>
                    {run.stoppedByName}, <InstantText at={run.stoppedAt} zone={zone} />
                  </>
                ),
              },
            ]
          : []),
      ]}
    />
  );
}
