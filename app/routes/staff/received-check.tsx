import { data } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { listTaxCategories } from '#app/modules/company/queries/list-tax-categories.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { redirectWithFlash } from '#app/platform/http/flash.server.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { Note } from '#app/ui/message.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import type { Route } from './+types/received-check.ts';
import { NameText } from './name-text.tsx';
import { postedFields } from './posted.server.ts';
import { draftFromReceived, receivedFile, receivedView } from './received-act.server.ts';
import { ReceivedFaults, ReceivedLines, ReceivedTotals } from './received-parts.tsx';
import { SaveReceived } from './received-save.tsx';

export async function loader(args: Route.LoaderArgs) {
  const { moment } = await requireStaff(args, 'invoices.write');
  const received = await receivedFile(args.params.id, moment.now);
  const taxes = await listTaxCategories(staffDb());
  return {
    ...(await receivedView(received)),
    taxChoices: taxes.map((tax) => ({ value: tax.code, label: `${tax.name} ${tax.rateBp / 100} %` })),
  };
}

export async function action(args: Route.ActionArgs) {
  const { actor, moment } = await requireStaff(args, 'invoices.write');
  const sent = await postedFields(args.request);
  const saved = await draftFromReceived(args.params.id, sent, { actor, moment });
  return saved.ok
    ? redirectWithFlash(
        `/staff/invoices/drafts/${saved.value.draftId}`,
        'Saved as a draft. The file’s number is in its title.',
      )
    : data(saved.refusal, 422);
}

export default function ReceivedCheck({ loaderData, actionData }: Route.ComponentProps) {
  const { number, sellerName, buyerName, syntax, buyers, plan, faults, cannot, taxChoices } = loaderData;
  const errors = actionData?.fieldErrors ?? {};
  const values = actionData?.values ?? {};
  return (
    <>
      <PageTitle title={`E-invoice ${number}`} site="Tallystick" hasErrors={Boolean(actionData)} />
      <ErrorSummary {...actionData} />
      <BackLink to="/staff/invoices/received">Read another</BackLink>
      <PageHead
        title={<NameText text={number || 'Without a number'} />}
        facts={
          <>
            <span>{syntax === 'ubl' ? 'UBL' : 'CII'}</span>
            <NameText text={`From ${sellerName || 'nobody named'} to ${buyerName || 'nobody named'}`} />
          </>
        }
      />
      <div className="staff-stack">
        {cannot && <Note tone="danger">This cannot become a draft. {cannot}</Note>}
        <ReceivedFaults faults={faults} differences={plan?.differences ?? []} />
        {plan && (
          <>
            <ReceivedTotals totals={plan.totals} />
            <ReceivedLines lines={plan.lines} currency={plan.currency} />
            <SaveReceived {...{ buyers, taxChoices, errors, values }} unknownTaxes={plan.unknownTaxes} />
          </>
        )}
      </div>
    </>
  );
}
