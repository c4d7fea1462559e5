import { data } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { type CustomerId, parseId } from '#app/kernel/ids.ts';
import { mayStaff } from '#app/modules/auth/types.ts';
import { getCustomer } from '#app/modules/customers/queries/get-customer.server.ts';
import {
  deliveryChoices,
  deliveryRoute,
  getSupplierPortal,
} from '#app/modules/delivery/queries/delivery-choice.server.ts';
import { addressTasks } from '#app/modules/delivery/queries/delivery-tasks.server.ts';
import { DOCUMENT_KINDS } from '#app/modules/delivery/types.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { redirectWithFlash } from '#app/platform/http/flash.server.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Panel } from '#app/ui/panel.tsx';
import type { Route } from './+types/customer-delivery.ts';
import { AddressTasks } from './address-task-list.tsx';
import { colleagues } from './colleagues.server.ts';
import { saveDelivery } from './customer-delivery-act.server.ts';
import { ChoiceForm, ChoiceTable } from './delivery-choice-form.tsx';
import { PortalForm, RouteForm } from './delivery-portal-form.tsx';
import { askedView } from './list-address.ts';
import { NameText } from './name-text.tsx';
import { foundOr404 } from './not-found.ts';
import { postedFields } from './posted.server.ts';

export async function loader(args: Route.LoaderArgs) {
  const { user } = await requireStaff(args, 'desk.read');
  const id = parseId<CustomerId>(args.params.id);
  const customer = foundOr404(id && (await getCustomer(staffDb(), id)), 'customer');
  const [choices, portal, route, tasks, carriers] = await Promise.all([
    deliveryChoices(staffDb(), customer.id),
    getSupplierPortal(staffDb(), customer.id),
    deliveryRoute(staffDb(), customer.id),
    addressTasks(staffDb(), { customerId: customer.id }),
    colleagues(),
  ]);
  return {
    ...{ customer, choices, portal, route, tasks, colleagues: carriers },
    kind: askedView(args.url, DOCUMENT_KINDS, 'kind'),
    may: { write: mayStaff(user.role, 'customers.write'), send: mayStaff(user.role, 'messages.send') },
  };
}

export async function action(args: Route.ActionArgs) {
  const { actor, moment } = await requireStaff(args, 'customers.write');
  const customerId = foundOr404(parseId<CustomerId>(args.params.id), 'customer');
  const sent = await postedFields(args.request);
  const saved = await saveDelivery(sent, { actor, customerId, moment });
  if (!saved.ok) return data({ ...saved.refusal, intent: sent.intent }, 422);
  return redirectWithFlash(`/staff/customers/${customerId}/delivery`, saved.value);
}

export default function CustomerDelivery({ loaderData, actionData }: Route.ComponentProps) {
  const { customer, choices, portal, route, tasks, colleagues, kind, may } = loaderData;
  const resultOf = (intent: string) => (actionData?.intent === intent ? actionData : undefined);
  const shown = DOCUMENT_KINDS.find((one) => one === resultOf('choice')?.values.kind) ?? kind;
  return (
    <>
      <PageTitle title={`How documents go out to ${customer.name}`} site="Tallystick" hasErrors={Boolean(actionData)} />
      <ErrorSummary {...actionData} />
      <BackLink to={`/staff/customers/${customer.id}`}>
        <NameText text={customer.name} />
      </BackLink>
      <PageHead title="How documents go out" facts={<span className="reference">{customer.number}</span>} />
      <div className="staff-stack">
        {tasks.length > 0 && (
          <Panel title="Addresses to fix">
            <AddressTasks tasks={tasks} maySend={may.send} mayWrite={may.write} />
          </Panel>
        )}
        <Panel title="What goes out how">
          <ChoiceTable choices={choices} hrefOf={(one) => `?kind=${one}#change`} />
        </Panel>
        {may.write && (
          <>
            <ChoiceForm
              key={shown}
              chosen={choices.find((one) => one.kind === shown)!}
              result={resultOf('choice')}
              mayDefault
            />
            <PortalForm portal={portal} colleagues={colleagues} result={resultOf('portal')} />
            <RouteForm route={route} colleagues={colleagues} result={resultOf('route')} />
          </>
        )}
      </div>
    </>
  );
}
