import { requireStaff } from '#app/guards/require-staff.server.ts';
import { parseId } from '#app/kernel/ids.ts';
import { mayStaff } from '#app/modules/auth/types.ts';
import { getCustomer } from '#app/modules/customers/queries/get-customer.server.ts';
import { disputesOfCustomer } from '#app/modules/disputes/queries/disputes-of.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { LinkButton } from '#app/ui/button.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Panel } from '#app/ui/panel.tsx';
import type { Route } from './+types/customer-disputes.ts';
import { shownRows } from './dispute-queue.server.ts';
import { DisputeTable } from './dispute-table.tsx';
import { NameText } from './name-text.tsx';
import { foundOr404 } from './not-found.ts';

export async function loader(args: Route.LoaderArgs) {
  const { user, moment, company } = await requireStaff(args, 'desk.read');
  const customerId = parseId(args.params.id);
  const customer = foundOr404(customerId && (await getCustomer(staffDb(), customerId)), 'customer');
  const found = await disputesOfCustomer(staffDb(), { customerId: customer.id, reader: { side: 'staff' } });
  return {
    customer: { id: customer.id as string, name: customer.name },
    rows: await shownRows(found, { moment, zone: company.timeZone }),
    mayWork: mayStaff(user.role, 'disputes.work'),
  };
}

export default function CustomerDisputes({ loaderData }: Route.ComponentProps) {
  const { customer, rows, mayWork } = loaderData;
  return (
    <>
      <PageTitle title={`Disputes of ${customer.name}`} site="Tallystick" />
      <BackLink to={`/staff/customers/${customer.id}`}>
        <NameText text={customer.name} />
      </BackLink>
      <PageHead
        title="Disputes, questions and complaints"
        facts={<NameText text={customer.name} />}
        actions={
          mayWork && (
            <LinkButton to={`/staff/disputes/new?customer=${customer.id}`} variant="second">
              Write one down
            </LinkButton>
          )
        }
      />
      <Panel title="All of this customer’s">
        {rows.length > 0 ? (
          <DisputeTable caption="Disputes of the customer" rows={rows} withCustomer={false} />
        ) : (
          <EmptyState>Nothing was contested, asked or complained about.</EmptyState>
        )}
      </Panel>
    </>
  );
}
