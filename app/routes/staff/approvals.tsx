import { data } from 'react-router';
import { z } from 'zod';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { formatInstant } from '#app/kernel/format-date.ts';
import { parseId } from '#app/kernel/ids.ts';
import { getApproval } from '#app/modules/approvals/queries/get-approval.server.ts';
import { APPROVAL_VIEWS, listApprovals } from '#app/modules/approvals/queries/list-approvals.server.ts';
import type { ApprovalId } from '#app/modules/approvals/types.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { redirectWithFlash } from '#app/platform/http/flash.server.ts';
import { formRefusal, parseForm } from '#app/platform/http/form.server.ts';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { Tabs } from '#app/ui/tabs.tsx';
import { WorkKeys } from '#app/ui/work-keys.tsx';
import { decideAndDo } from '#app/workflows/decide-and-do.server.ts';
import type { Route } from './+types/approvals.ts';
import { ApprovalCard } from './approval-card.tsx';
import { focusOn } from './approval-focus.server.ts';
import { ApprovalQueue } from './approval-queue.tsx';
import { decideWords } from './approval-words.ts';
import { AuditStory } from './audit-story.tsx';
import { addressWith, askedView } from './list-address.ts';
import { foundOr404 } from './not-found.ts';

const SHOWN_MAX = 50;
const VIEW_LABELS = { 'for-me': 'Waiting for me', waiting: 'All waiting', decided: 'Decided', mine: 'Mine' } as const;
const EMPTY = {
  'for-me': 'Nothing waits for you.',
  waiting: 'Nothing waits for a decision.',
  decided: 'Nothing was decided yet.',
  mine: 'You have asked for nothing yet. Requests begin on an invoice, a payment or a customer.',
} as const;

export async function loader(args: Route.LoaderArgs) {
  const { company, moment, user } = await requireStaff(args, 'desk.read');
  const view = askedView(args.url, APPROVAL_VIEWS);
  const asked = args.url.searchParams.get('id');
  const list = await listApprovals(staffDb(), { view, userId: user.id, today: moment.today, limit: SHOWN_MAX });
  const id = parseId<ApprovalId>(asked);
  const chosen = asked ? foundOr404(id && (await getApproval(staffDb(), id)), 'request') : list[0];
  return {
    view,
    list: list.map(({ id: one, kind, summary, state, requestedByName, requestedAt }) => ({
      ...{ id: one, kind, summary, state, requestedByName, requestedAt },
      to: addressWith(args.url, { id: one }),
    })),
    focus: chosen ? await focusOn(staffDb(), chosen, { user, moment }) : null,
    tabs: APPROVAL_VIEWS.map((one) => ({ view: one, to: addressWith(args.url, { view: one, id: null }) })),
    zone: company.timeZone,
    baseCurrency: company.baseCurrency,
  };
}

const decideForm = z.object({
  approvalId: z.uuid('Choose a request first.'),
  decision: z.enum(['approve', 'send-back'], 'Choose Approve or Send back.'),
  note: z.string().max(2000, 'This is too long: 2,000 characters at most.').default(''),
});

export async function action(args: Route.ActionArgs) {
  const { actor, moment, company } = await requireStaff(args, 'approvals.decide');
  const form = await parseForm(args.request, decideForm);
  if (!form.ok) return data(form.refusal, 422);
  const decided = await inTransaction(staffDb(), (tx) => decideAndDo(tx, actor, form.value, moment));
  if (!decided.ok) {
    const text = decideWords(decided.refusal, (at) => formatInstant(at, company.locale, company.timeZone));
    const says = decided.refusal.code === 'reason-missing' ? { fieldErrors: { note: [text] } } : { formErrors: [text] };
    return data(
      formRefusal({ ...says, values: { note: form.value.note } }),
      decided.refusal.code === 'already-decided' ? 409 : 422,
    );
  }
  const { approval, done } = decided.value;
  const said = approval.state === 'approved' ? `Approved. ${done?.text ?? ''}` : 'Sent back with your note.';
  return redirectWithFlash(addressWith(args.url, { id: null }), said.trim());
}

export default function Approvals({ loaderData, actionData }: Route.ComponentProps) {
  const { view, list, focus, tabs, zone, baseCurrency } = loaderData;
  return (
    <>
      <PageTitle title="Approvals" site="Tallystick" hasErrors={Boolean(actionData)} />
      <ErrorSummary {...actionData} />
      <PageHead title="Approvals" />
      <div className="staff-stack">
        <Tabs
          label="Requests"
          tabs={tabs.map((tab) => ({ to: tab.to, label: VIEW_LABELS[tab.view], current: tab.view === view }))}
        />
        <WorkKeys label="The request" begins>
          <div className="record-columns">
            {focus ? (
              <ApprovalCard
                {...focus}
                zone={zone}
                baseCurrency={baseCurrency}
                noteError={actionData?.fieldErrors.note}
                note={actionData?.values.note as string | undefined}
              />
            ) : (
              <Panel title={VIEW_LABELS[view]} pad>
                <EmptyState>{EMPTY[view]}</EmptyState>
              </Panel>
            )}
            <div className="staff-stack">
              {list.length > 0 && (
                <ApprovalQueue list={list} focusId={focus?.approval.id ?? null} title={VIEW_LABELS[view]} zone={zone} />
              )}
              {focus && <AuditStory entries={focus.entries} zone={zone} title="History" />}
            </div>
          </div>
        </WorkKeys>
      </div>
    </>
  );
}
