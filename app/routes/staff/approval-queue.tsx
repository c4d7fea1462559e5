import { Link } from 'react-router';
import { APPROVAL_KIND_NAMES, type ApprovalKind, type ApprovalState } from '#app/modules/approvals/types.ts';
import { InstantText } from '#app/ui/date-text.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { KeyTarget } from '#app/ui/work-keys.tsx';
import { STATE_WORDS } from './approval-words.ts';
import { NameText } from './name-text.tsx';

export type QueueRow = {
  id: string;
  kind: ApprovalKind;
  summary: string;
  state: ApprovalState;
  requestedByName: string;
  requestedAt: Date;
  to: string;
};

type QueueProps = { list: readonly QueueRow[]; focusId: string | null; title: string; zone: string };

/** The other requests, with the one in focus marked; J and K go to its neighbours. */
export function ApprovalQueue({ list, focusId, title, zone }: QueueProps) {
  const at = list.findIndex((row) => row.id === focusId);
  const next = list[at + 1];
  const previous = at > 0 ? list[at - 1] : undefined;
  return (
    <Panel
      title={title}
      aside={
        <>
          {previous && (
            <KeyTarget letter="k">
              <Link to={previous.to} preventScrollReset>
                Previous
              </Link>
            </KeyTarget>
          )}{' '}
          {next && (
            <KeyTarget letter="j">
              <Link to={next.to} preventScrollReset>
                Next
              </Link>
            </KeyTarget>
          )}
        </>
      }
      pad
    >
      <ol className="grid gap-4">
        {list.map((row) => (
          <li key={row.id}>
            <Link
              className="quiet-link"
              to={row.to}
              preventScrollReset
              aria-current={row.id === focusId ? 'true' : undefined}
            >
              <NameText text={row.summary} />
            </Link>
            <span className="under">
              {APPROVAL_KIND_NAMES[row.kind]}
              {row.state !== 'waiting' && `, ${STATE_WORDS[row.state].toLowerCase()}`}, asked by{' '}
              <NameText text={row.requestedByName} />, <InstantText at={row.requestedAt} zone={zone} />
            </span>
          </li>
        ))}
      </ol>
    </Panel>
  );
}
