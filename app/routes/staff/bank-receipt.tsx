import { data, redirect } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { parseId } from '#app/kernel/ids.ts';
import { wordReason } from '#app/kernel/matching/word-reasons.ts';
import { money } from '#app/kernel/money.ts';
import { mayStaff } from '#app/modules/auth/types.ts';
import { receiptStory } from '#app/modules/banking/queries/receipt-story.server.ts';
import { bankLinesById } from '#app/modules/banking/queries/statement-lines.server.ts';
import { getUnidentified, type UnidentifiedReceipt } from '#app/modules/banking/queries/unidentified.server.ts';
import { suggestForLine } from '#app/modules/cash-application/queries/suggest-for-lines.server.ts';
import { getCustomer } from '#app/modules/customers/queries/get-customer.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { redirectWithFlash } from '#app/platform/http/flash.server.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { Badge } from '#app/ui/badge.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { Figures } from '#app/ui/figures.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import type { Route } from './+types/bank-receipt.ts';
import { actOnReceipt } from './bank-receipt-act.server.ts';
import { Hints, IdentifyForm, NotTheirsForm } from './bank-receipt-forms.tsx';
import { ReceiptFacts, ReceiptNotes, ReceiptStory } from './bank-receipt-parts.tsx';
import { custodians } from './custodians.server.ts';
import { foundOr404 } from './not-found.ts';
import { postedFields } from './posted.server.ts';

const PATH = '/staff/bank/unidentified';
const HINTS_MAX = 5;

export async function loader(args: Route.LoaderArgs) {
  const { company, moment, user } = await requireStaff(args, 'desk.read');
  const id = parseId(args.params.id) as string | null;
  const receipt = foundOr404(id && (await getUnidentified(staffDb(), { id, today: moment.today })), 'receipt');
  if (receipt.id !== id) throw redirect(`${PATH}/${receipt.id}`);
  const mayMatch = mayStaff(user.role, 'bank.match');
  const isOpen = receipt.leftMinor > 0n;
  const chosenId = parseId(args.url.searchParams.get('for')) as string | null;
  const chosen = mayMatch && isOpen && chosenId ? await getCustomer(staffDb(), chosenId) : null;
  return {
    ...{ receipt, mayMatch, isOpen, zone: company.timeZone, today: moment.today },
    steps: await receiptStory(staffDb(), receipt.id),
    hints: isOpen && mayMatch ? await hintsFor(receipt, company.locale) : [],
    chosen: chosen && { number: chosen.number, name: chosen.name },
    colleagues: mayMatch ? await custodians() : [],
  };
}

/** Whose it may be, as the engine of the desk would say it of what is left. */
async function hintsFor(receipt: UnidentifiedReceipt, locale: string) {
  const [line] = await bankLinesById(staffDb(), [receipt.lineId]);
  if (!line) return [];
  const { suggestions, items } = await suggestForLine(staffDb(), { ...line, amountMinor: receipt.leftMinor });
  return suggestions.slice(0, HINTS_MAX).flatMap(({ parts, reasons }, no) => {
    const known = parts.flatMap(({ itemId }) => items.get(itemId) ?? []);
    const first = known[0];
    const words = reasons.map((reason) => wordReason(reason, { currency: receipt.currency, locale }));
    const numbers = known.map(({ number }) => number);
    return first ? [{ no, customerId: first.customerId, name: first.customerName, numbers, words }] : [];
  });
}

export async function action(args: Route.ActionArgs) {
  const { actor, moment, company } = await requireStaff(args, 'bank.match');
  const sent = await postedFields(args.request);
  const id = parseId(args.params.id) as string | null;
  const receipt = foundOr404(id && (await getUnidentified(staffDb(), { id, today: moment.today })), 'receipt');
  const done = await actOnReceipt(receipt, sent, { actor, moment, locale: company.locale });
  return done.ok
    ? redirectWithFlash(`${PATH}/${receipt.id}`, done.value)
    : data({ ...done.refusal, intent: sent.intent }, 422);
}

export default function Receipt({ loaderData, actionData }: Route.ComponentProps) {
  const { receipt, steps, hints, chosen, colleagues, mayMatch, isOpen, zone, today } = loaderData;
  const form = { errors: actionData?.fieldErrors ?? {}, values: actionData?.values ?? {} };
  const bare = (minor: bigint) => <MoneyText money={money(minor, receipt.currency)} style="bare" />;
  return (
    <>
      <PageTitle title={receipt.label} site="Tallystick" hasErrors={Boolean(actionData)} />
      <ErrorSummary {...actionData} />
      <BackLink to={PATH}>Unidentified receipts</BackLink>
      <PageHead
        title={<span className="reference">{receipt.label}</span>}
        facts={
          isOpen ? (
            <Badge tone="warn" icon="ring">
              Nobody’s yet
            </Badge>
          ) : (
            <Badge tone="positive" icon="check">
              {receipt.isUndone ? 'Taken back' : 'Nothing left of it'}
            </Badge>
          )
        }
      />
      <div className="staff-stack">
        <Figures
          figures={[
            { label: `Received, ${receipt.currency}`, value: bare(receipt.amountMinor), large: true },
            { label: 'Left to identify', value: bare(receipt.leftMinor), large: true },
            {
              label: 'On the account',
              value: <DateText date={receipt.valueOn} today={today} />,
              after: receipt.ageDays > 0 ? `${receipt.ageDays} d` : null,
            },
          ]}
        />
        <div className="record-columns">
          <div className="staff-stack">
            {mayMatch && isOpen && <Hints {...{ hints, path: `${PATH}/${receipt.id}` }} />}
            {mayMatch && isOpen && <IdentifyForm {...form} chosen={chosen} currency={receipt.currency} />}
            <ReceiptStory {...{ receipt, steps, zone }} />
            {mayMatch && <NotTheirsForm {...form} steps={steps} currency={receipt.currency} />}
          </div>
          <div className="staff-stack">
            <ReceiptFacts receipt={receipt} zone={zone} />
            {mayMatch && <ReceiptNotes {...form} colleagues={colleagues} />}
          </div>
        </div>
      </div>
    </>
  );
}
