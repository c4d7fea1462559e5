import { data, Link } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { parseId } from '#app/kernel/ids.ts';
import { money } from '#app/kernel/money.ts';
import { mayStaff } from '#app/modules/auth/types.ts';
import { linkLabels } from '#app/modules/banking/queries/link-labels.server.ts';
import { type BankLineView, bankLinesById } from '#app/modules/banking/queries/statement-lines.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { redirectWithFlash } from '#app/platform/http/flash.server.ts';
import { formRefusal } from '#app/platform/http/form.server.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { Figures } from '#app/ui/figures.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { offersForLines } from '#app/workflows/offers-for-lines.server.ts';
import type { Route } from './+types/bank-line.ts';
import { actOnOneLine } from './bank-line-act.server.ts';
import { AsideForm, SayForm, UndoForm } from './bank-line-forms.tsx';
import { OffersPanel } from './bank-line-offers.tsx';
import { ExplainedAs, LineFacts } from './bank-line-parts.tsx';
import { LineBadge } from './bank-line-table.tsx';
import { custodians } from './custodians.server.ts';
import { showOffer } from './match-words.ts';
import { foundOr404 } from './not-found.ts';
import { postedFields } from './posted.server.ts';

const OFFERS_MAX = 5;
const lineOf = async (text: string | undefined): Promise<BankLineView> => {
  const id = parseId(text) as string | null;
  return foundOr404(id && (await bankLinesById(staffDb(), [id]))[0], 'bank line');
};
const isOpen = ({ state }: BankLineView) => state === 'open' || state === 'parked' || state === 'asked';

export async function loader(args: Route.LoaderArgs) {
  const { company, user, moment } = await requireStaff(args, 'desk.read');
  const line = await lineOf(args.params.id);
  const mayMatch = mayStaff(user.role, 'bank.match');
  const { currency } = line;
  const shown = { currency, locale: company.locale };
  const asks = mayMatch && isOpen(line);
  const offers = asks ? ((await offersForLines(staffDb(), { lines: [line], ...shown })).get(line.id) ?? []) : [];
  return {
    ...{ line, mayMatch, zone: company.timeZone, today: moment.today },
    labels: await linkLabels(
      staffDb(),
      line.links.flatMap(({ subjectId }) => subjectId ?? []),
    ),
    offers: offers.slice(0, OFFERS_MAX).map((offer) => showOffer(offer, shown)),
    colleagues: asks ? await custodians() : [],
  };
}

export async function action(args: Route.ActionArgs) {
  const who = await requireStaff(args, 'bank.match');
  const sent = await postedFields(args.request);
  const line = await lineOf(args.params.id);
  const done = await actOnOneLine(line, sent, who);
  if (done.ok) return redirectWithFlash(`/staff/bank/lines/${line.id}`, done.value);
  const { field, words } = done.refusal;
  const values = Object.fromEntries(sent.fields);
  const told = field === null ? { formErrors: [words] } : { fieldErrors: { [field]: [words] } };
  return data(formRefusal({ ...told, values }), 422);
}

export default function BankLinePage({ loaderData, actionData }: Route.ComponentProps) {
  const { line, labels, offers, colleagues, mayMatch, zone, today } = loaderData;
  const form = { errors: actionData?.fieldErrors ?? {}, values: actionData?.values ?? {} };
  const open = isOpen(line);
  return (
    <>
      <PageTitle title={`Bank line ${line.lineNo}`} site="Tallystick" hasErrors={Boolean(actionData)} />
      <ErrorSummary {...actionData} />
      <BackLink to={`/staff/bank/${line.statementId}`}>Statement</BackLink>
      <PageHead
        title={`Bank line ${line.lineNo}`}
        facts={
          <>
            <LineBadge state={line.state} />
            <span>
              booked <DateText date={line.bookedOn} today={today} />
            </span>
            {line.valueOn && line.valueOn !== line.bookedOn && (
              <span>
                value date <DateText date={line.valueOn} today={today} />
              </span>
            )}
          </>
        }
        actions={
          open && mayMatch && <Link to={`/staff/bank/${line.statementId}/match`}>All lines of this statement</Link>
        }
      />
      <div className="staff-stack">
        <Figures
          figures={[
            {
              label: `${line.amountMinor > 0n ? 'Into' : 'Out of'} the account, ${line.currency}`,
              value: <MoneyText money={money(line.amountMinor, line.currency)} style="bare" />,
              large: true,
            },
          ]}
        />
        <div className="record-columns">
          <div className="staff-stack">
            <ExplainedAs {...{ line, labels, zone }} />
            {mayMatch && open && <OffersPanel offers={offers} />}
            {mayMatch && open && <SayForm {...form} currency={line.currency} />}
            {mayMatch && line.state === 'explained' && <UndoForm {...form} />}
          </div>
          <div className="staff-stack">
            <LineFacts line={line} />
            {mayMatch && open && <AsideForm {...form} state={line.state} colleagues={colleagues} />}
          </div>
        </div>
      </div>
    </>
  );
}
