import { data, Form } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { addPriceList } from '#app/modules/catalog/commands/add-price-list.server.ts';
import { priceListForm } from '#app/modules/catalog/forms.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { redirectWithFlash } from '#app/platform/http/flash.server.ts';
import { parseFields } from '#app/platform/http/form.server.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { Button, ButtonRow } from '#app/ui/button.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Panel } from '#app/ui/panel.tsx';
import type { Route } from './+types/price-list-new.ts';
import { postedFields } from './posted.server.ts';
import { PriceListFields, priceListRefusal } from './price-list-fields.tsx';

export async function loader(args: Route.LoaderArgs) {
  const { company } = await requireStaff(args, 'catalog.write');
  return { begin: { currency: company.baseCurrency as string } };
}

export async function action(args: Route.ActionArgs) {
  const { actor, moment } = await requireStaff(args, 'catalog.write');
  const sent = await postedFields(args.request);
  const form = parseFields(sent.fields, priceListForm);
  if (!form.ok) return data(form.refusal, 422);
  const added = await inTransaction(staffDb(), (tx) => addPriceList(tx, actor, form.value, moment));
  if (!added.ok) return data(priceListRefusal(added.refusal, Object.fromEntries(sent.fields)), 422);
  return redirectWithFlash(
    `/staff/price-lists/${added.value.priceListId}`,
    'The list is there. Give it its first price.',
  );
}

export default function NewPriceList({ loaderData, actionData }: Route.ComponentProps) {
  return (
    <>
      <PageTitle title="New price list" site="Tallystick" hasErrors={Boolean(actionData)} />
      <BackLink to="/staff/price-lists">Price lists</BackLink>
      <PageHead title="New price list" />
      <ErrorSummary {...actionData} />
      <Panel title="The list" pad>
        <Form method="post" noValidate className="staff-stack">
          <PriceListFields isNew values={actionData?.values ?? loaderData.begin} errors={actionData?.fieldErrors} />
          <ButtonRow>
            <Button busy="Adding…">Add the list</Button>
          </ButtonRow>
        </Form>
      </Panel>
    </>
  );
}
