import { data, Link } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { type Id, parseId } from '#app/kernel/ids.ts';
import { money } from '#app/kernel/money.ts';
import { mayStaff } from '#app/modules/auth/types.ts';
import { deliveryRoute, getSupplierPortal } from '#app/modules/delivery/queries/delivery-choice.server.ts';
import { findTask } from '#app/modules/delivery/queries/delivery-tasks.server.ts';
import { documentTimeline } from '#app/modules/delivery/queries/document-timeline.server.ts';
import { CHANNEL_WORDS, ONE_KIND_WORDS, STATE_WORDS } from '#app/modules/delivery/ui/delivery-words.ts';
import { getInvoice } from '#app/modules/invoicing/queries/get-invoice.server.ts';
import type { Invoice } from '#app/modules/invoicing/types.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { redirectWithFlash } from '#app/platform/http/flash.server.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Panel } from '#app/ui/panel.tsx';
import type { Route } from './+types/sending.ts';
import { colleagues } from './colleagues.server.ts';
import { TimelineStory } from './delivery-timeline.tsx';
import { NameText } from './name-text.tsx';
import { foundOr404 } from './not-found.ts';
import { takePostedStep } from './sending-act.server.ts';
import { Bundle, PortalFacts, RoundFacts } from './sending-parts.tsx';
import { StepForms } from './sending-steps.tsx';
import { TypedFacts } from './sending-typed.tsx';

type DeliveryId = Id<'delivery'>;
const VIEWS: Readonly<Record<string, string>> = { supplier_portal: 'portals', post: 'post', hand: 'hand' };

export async function loader(args: Route.LoaderArgs) {
  const { company, user, moment } = await requireStaff(args, 'desk.read');
  const id = parseId<DeliveryId>(args.params.id);
  const task = foundOr404(id && (await findTask(staffDb(), id)), 'task');
  const about = task.invoiceId ? { invoiceId: task.invoiceId } : { documentId: task.documentId ?? '' };
  const toType = task.channel === 'supplier_portal' && task.invoiceId ? task.invoiceId : null;
  const [portal, route, timeline, carriers, invoice] = await Promise.all([
    getSupplierPortal(staffDb(), task.customerId),
    deliveryRoute(staffDb(), task.customerId),
    documentTimeline(staffDb(), about),
    colleagues(),
    toType && getInvoice(staffDb(), { invoiceId: toType }),
  ]);
  const may = mayStaff(user.role, 'messages.send');
  return {
    ...{ task, portal, route, timeline, colleagues: carriers, may, zone: company.timeZone, now: moment.now },
    typed: invoice ? typedOf(invoice) : null,
  };
}

/** What people type into a portal; the rest of the invoice stays behind. */
const typedOf = ({ id, number, documentOn, dueOn, poNumber, currency, netMinor, taxMinor, grossMinor }: Invoice) => ({
  ...{ id, number, documentOn, dueOn, poNumber },
  ...{ net: money(netMinor, currency), tax: money(taxMinor, currency), gross: money(grossMinor, currency) },
});

export async function action(args: Route.ActionArgs) {
  const { actor, moment, company } = await requireStaff(args, 'messages.send');
  const deliveryId = foundOr404(parseId<DeliveryId>(args.params.id), 'task');
  const done = await takePostedStep(args.request, { deliveryId, actor, moment, zone: company.timeZone });
  if (!done.ok) return data(done.refusal.form, done.refusal.status);
  return redirectWithFlash(`/staff/deliveries/${deliveryId}`, done.value);
}

export default function Sending({ loaderData, actionData }: Route.ComponentProps) {
  const { task, portal, route, timeline, typed, colleagues, may, zone, now } = loaderData;
  const view = VIEWS[task.channel];
  const isPortal = task.channel === 'supplier_portal';
  return (
    <>
      <PageTitle title={`Delivery of ${task.number}`} site="Tallystick" hasErrors={Boolean(actionData)} />
      <ErrorSummary {...actionData} />
      <BackLink to={view ? `/staff/delivery?view=${view}` : '/staff/delivery'}>Delivery</BackLink>
      <PageHead
        title={
          <>
            {ONE_KIND_WORDS[task.documentKind]} <span className="reference">{task.number}</span>
          </>
        }
        facts={
          <>
            <Link to={`/staff/customers/${task.customerId}/delivery`}>
              <NameText text={task.customerName} />
            </Link>
            <span>{CHANNEL_WORDS[task.channel]}</span>
            <strong>{STATE_WORDS[task.state]}</strong>
          </>
        }
      />
      <div className="record-columns">
        <div className="staff-stack">
          {may && <StepForms task={task} colleagues={colleagues} result={actionData} now={now} zone={zone} />}
          <Panel title="What happened" pad>
            <TimelineStory entries={timeline} zone={zone} />
          </Panel>
        </div>
        <div className="staff-stack">
          {isPortal ? <PortalFacts portal={portal} task={task} /> : <RoundFacts route={route} task={task} />}
          {typed && <TypedFacts of={typed} />}
          <Bundle task={task} format={isPortal ? (portal?.format ?? 'pdf') : 'pdf'} />
        </div>
      </div>
    </>
  );
}
