import { data, Link } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { parseId } from '#app/kernel/ids.ts';
import { ok, refuse } from '#app/kernel/result.ts';
import { mayStaff } from '#app/modules/auth/types.ts';
import { seeAutopayCharge } from '#app/modules/autopay/commands/see-charge.server.ts';
import { autopayAhead, autopayTrouble } from '#app/modules/autopay/queries/charges.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { redirectWithFlash } from '#app/platform/http/flash.server.ts';
import { formRefusal } from '#app/platform/http/form.server.ts';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Panel } from '#app/ui/panel.tsx';
import type { Route } from './+types/autopay.ts';
import { CollectionTable } from './autopay-table.tsx';
import { postedFields } from './posted.server.ts';

export async function loader(args: Route.LoaderArgs) {
  const { user } = await requireStaff(args, 'desk.read');
  const [trouble, ahead] = await Promise.all([autopayTrouble(staffDb()), autopayAhead(staffDb())]);
  return { trouble, ahead, mayWrite: mayStaff(user.role, 'holds.write') };
}

export async function action(args: Route.ActionArgs) {
  const { actor, moment } = await requireStaff(args, 'holds.write');
  const sent = await postedFields(args.request);
  const id = parseId(sent.of('charge'));
  const seen = await inTransaction(staffDb(), async (tx) =>
    id && (await seeAutopayCharge(tx, actor, id, moment)) ? ok() : refuse('seen' as const),
  );
  if (seen.ok) return redirectWithFlash('/staff/autopay', 'It is off the list. Its story stays with the customer.');
  return data(formRefusal({ formErrors: ['A colleague has looked after this already.'] }), 422);
}

export default function StaffAutopay({ loaderData, actionData }: Route.ComponentProps) {
  const { trouble, ahead, mayWrite } = loaderData;
  return (
    <>
      <PageTitle title="Autopay" site="Tallystick" hasErrors={Boolean(actionData)} />
      <ErrorSummary {...actionData} />
      <PageHead
        title="Autopay"
        facts={
          <>
            What customers let us take by ourselves. <Link to="/staff/settings/autopay">Notice and retries</Link>
          </>
        }
      />
      <div className="staff-stack">
        <Panel title="To look after">
          {trouble.length === 0 ? (
            <EmptyState>Nothing went wrong that nobody has looked after.</EmptyState>
          ) : (
            <CollectionTable caption="Debits that did not go through" charges={trouble} mayTick={mayWrite} />
          )}
        </Panel>
        <Panel title="What runs next">
          {ahead.length === 0 ? (
            <EmptyState>Nothing is announced. Debits appear here when their notice is ordered.</EmptyState>
          ) : (
            <CollectionTable caption="Announced debits" charges={ahead} mayTick={false} />
          )}
        </Panel>
      </div>
    </>
  );
}
