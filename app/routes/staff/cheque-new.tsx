import { data, Form } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { type CustomerId, parseId } from '#app/kernel/ids.ts';
import { parseCurrency, parseMoney } from '#app/kernel/money.ts';
import { timeInZone } from '#app/kernel/zone-time.ts';
import { deductionCodes } from '#app/modules/cash-application/queries/deduction-codes.server.ts';
import { payableItems } from '#app/modules/cash-application/queries/payable-items.server.ts';
import { getCustomer } from '#app/modules/customers/queries/get-customer.server.ts';
import { listCustomers } from '#app/modules/customers/queries/list-customers.server.ts';
import { openItemsOf } from '#app/modules/ledger/queries/open-items.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { redirectWithFlash } from '#app/platform/http/flash.server.ts';
import { formRefusal } from '#app/platform/http/form.server.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { Button, ButtonRow } from '#app/ui/button.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { PHOTO_BYTES_MAX } from '#app/workflows/keep-cheque-photo.server.ts';
import type { Route } from './+types/cheque-new.ts';
import { ChequeFields } from './cheque-fields.tsx';
import { ChequeHead, ChooseGiver } from './cheque-giver.tsx';
import { PHOTO_WORDS } from './cheque-photo-parts.tsx';
import { receivePosted } from './cheque-receive.server.ts';
import { custodians } from './custodians.server.ts';
import { askedText } from './list-address.ts';
import { foundOr404 } from './not-found.ts';
import { OfferedDay } from './offered-day.tsx';
import { HowItPays } from './payment-fields.tsx';
import { postedWithFile, swallowTooLarge } from './posted.server.ts';
import { isFilling } from './split-names.ts';
import { DefaultButton, Difference, SplitKeys, SplitTools } from './split-parts.tsx';
import { filledForm } from './split-read.server.ts';
import { SplitTable } from './split-table.tsx';

const SHOWN_MAX = 20;
const FORM_OVERHEAD_BYTES = 512 * 1024;

export async function loader(args: Route.LoaderArgs) {
  const { moment, company, user } = await requireStaff(args, 'payments.record');
  const url = args.url;
  const id = parseId<CustomerId>(url.searchParams.get('customer'));
  if (!id) {
    const search = askedText(url);
    const asked = { today: moment.today, limit: SHOWN_MAX, ...(search ? { search } : {}) };
    const page = await listCustomers(staffDb(), asked);
    return { choosing: { search, rows: page.rows, more: page.next !== null }, receiving: null };
  }
  const customer = foundOr404(await getCustomer(staffDb(), id), 'customer');
  const [open, codes] = await Promise.all([openItemsOf(staffDb(), { customerId: id }), deductionCodes(staffDb())]);
  const currency = parseCurrency(url.searchParams.get('currency') ?? '') ?? customer.currency;
  const groups = await payableItems(staffDb(), { customerId: id, currency });
  const currencies = [...new Set([customer.currency, ...open.map((item) => item.currency)])].sort();
  const time = timeInZone(moment.now, company.timeZone);
  return {
    choosing: null,
    receiving: {
      ...{ customer, currency, currencies, groups, codes, today: moment.today, time },
      ...{ me: user.name, colleagues: await custodians() },
    },
  };
}

export async function action(args: Route.ActionArgs) {
  const { actor, moment, company } = await requireStaff(args, 'payments.record');
  // Read to its end first: a browser shows our answer only after it has sent everything.
  if (await swallowTooLarge(args.request, PHOTO_BYTES_MAX + FORM_OVERHEAD_BYTES))
    return data({ ...formRefusal({ fieldErrors: { photo: [PHOTO_WORDS['too-large']] } }), filled: undefined }, 413);
  const posted = await postedWithFile(args.request, { field: 'photo', bytesMax: PHOTO_BYTES_MAX });
  const { fields, intent, of, file: photo } = posted;
  const customerId = parseId<CustomerId>(of('customerId'));
  const currency = parseCurrency(of('currency'));
  if (!customerId || !currency)
    return data({ ...formRefusal({ formErrors: ['Choose the customer again.'] }), filled: undefined }, 422);
  if (isFilling(intent)) {
    const total = parseMoney(of('amount'), currency);
    const totalMinor = total.ok && total.value > 0n ? total.value : null;
    const filled = await filledForm({ fields, intent, customerId, currency, totalMinor, company });
    if (!filled.ok) return data({ ...filled.refusal, filled: undefined }, 422);
    return data({ ...formRefusal({ values: filled.value }), filled: filled.value });
  }
  const { timeZone: zone, locale, baseCurrency } = company;
  const around = { actor, moment, zone, locale, baseCurrency, colleagues: await custodians() };
  const done = await receivePosted({ fields, customerId, currency, photo, ...around });
  if (!done.ok) return data({ ...done.refusal, filled: undefined }, 422);
  return redirectWithFlash(`/staff/cheques/${done.value.id}`, done.value.said);
}

export default function NewCheque({ loaderData, actionData }: Route.ComponentProps) {
  const { choosing, receiving } = loaderData;
  if (choosing) return <ChooseGiver {...choosing} />;
  const { customer, currency, currencies, groups, codes, today, time, me, colleagues } = receiving!;
  const values: Record<string, string> = actionData?.values ?? {
    ...{
      receivedOn: today,
      datedOn: today,
      receivedTime: time,
      custodian: me,
      how: 'oldest-first',
      sendReceipt: 'yes',
    },
  };
  const failed = Boolean(actionData && !actionData.filled);
  const shared = { values, errors: actionData?.fieldErrors ?? {}, currency, today };
  return (
    <>
      <PageTitle title={`Cheque of ${customer.name}`} site="Tallystick" hasErrors={failed} />
      <BackLink to="/staff/cheques">Cheques</BackLink>
      <ChequeHead customer={customer} currency={currency} currencies={currencies} />
      {failed && <ErrorSummary {...actionData} />}
      <SplitKeys filled={actionData?.filled}>
        <Form method="post" encType="multipart/form-data" noValidate preventScrollReset className="staff-stack">
          <DefaultButton intent="receive" />
          <input type="hidden" name="customerId" value={customer.id} />
          <input type="hidden" name="currency" value={currency} />
          <Panel title="The cheque" pad>
            <ChequeFields {...shared} colleagues={colleagues} />
          </Panel>
          <Panel title="What it pays">
            <HowItPays {...shared} items={[]}>
              <SplitTools values={values} errors={shared.errors} />
              <Difference currency={currency} values={values} totalMinor={null} />
              <SplitTable {...shared} groups={groups} codes={codes} />
            </HowItPays>
          </Panel>
          <ButtonRow>
            <span data-main-button>
              <Button name="intent" value="receive" busy="Receiving…">
                Receive the cheque
              </Button>
            </span>
            <OfferedDay day={actionData?.offeredOn} verb="Let it count on" intent="receive-on-offered-day" />
          </ButtonRow>
        </Form>
      </SplitKeys>
    </>
  );
}
