import { data, Form } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { parseId } from '#app/kernel/ids.ts';
import { listAudit } from '#app/modules/audit/queries/list-audit.server.ts';
import { changePriceList } from '#app/modules/catalog/commands/change-price-list.server.ts';
import { changedPriceListForm } from '#app/modules/catalog/forms.ts';
import { getPriceList } from '#app/modules/catalog/queries/get-price-list.server.ts';
import type { PriceListId } from '#app/modules/catalog/types.ts';
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
import type { Route } from './+types/price-list-edit.ts';
import { AuditStory } from './audit-story.tsx';
import { NameText } from './name-text.tsx';
import { foundOr404 } from './not-found.ts';
import { postedFields } from './posted.server.ts';
import { PriceListFields, priceListRefusal } from './price-list-fields.tsx';

export async function loader(args: Route.LoaderArgs) {
  const { company } = await requireStaff(args, 'catalog.write');
  const id = parseId<PriceListId>(args.params.id);
  const list = foundOr404(id && (await getPriceList(staffDb(), id)), 'price list');
  return { list, entries: await listAudit(staffDb(), { subjectId: list.id }), zone: company.timeZone };
}

export async function action(args: Route.ActionArgs) {
  const { actor, moment } = await requireStaff(args, 'catalog.write');
  const priceListId = foundOr404(parseId<PriceListId>(args.params.id), 'price list');
  const sent = await postedFields(args.request);
  const form = parseFields(sent.fields, changedPriceListForm);
  if (!form.ok) return data(form.refusal, 422);
  const saved = await inTransaction(staffDb(), (tx) =>
    changePriceList(tx, actor, { priceListId, ...form.value }, moment),
  );
  if (!saved.ok) return data(priceListRefusal(saved.refusal, Object.fromEntries(sent.fields)), 422);
  return redirectWithFlash(
    `/staff/price-lists/${priceListId}`,
    saved.value.changed ? 'Saved.' : 'Nothing had changed.',
  );
}

export default function EditPriceList({ loaderData, actionData }: Route.ComponentProps) {
  const { list, entries, zone } = loaderData;
  const values = actionData?.values ?? { name: list.name, note: list.note, standard: list.standard ? 'yes' : '' };
  return (
    <>
      <PageTitle title={`Change ${list.name}`} site="Tallystick" hasErrors={Boolean(actionData)} />
      <BackLink to={`/staff/price-lists/${list.id}`}>
        <NameText text={list.name} />
      </BackLink>
      <PageHead title="Change the price list" facts={<span className="reference">{list.code}</span>} />
      <ErrorSummary {...actionData} />
      <div className="work-columns">
        <Panel title="The list" pad>
          <Form method="post" noValidate className="staff-stack">
            <PriceListFields values={values} errors={actionData?.fieldErrors} />
            <ButtonRow>
              <Button busy="Saving…">Save changes</Button>
            </ButtonRow>
          </Form>
        </Panel>
        <AuditStory entries={entries} zone={zone} />
      </div>
    </>
  );
}
