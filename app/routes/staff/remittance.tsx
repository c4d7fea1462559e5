import { data, Link } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { type Id, parseId } from '#app/kernel/ids.ts';
import { money } from '#app/kernel/money.ts';
import { mayStaff } from '#app/modules/auth/types.ts';
import { deductionCodes } from '#app/modules/cash-application/queries/deduction-codes.server.ts';
import {
  getRemittance,
  planOfRemittance,
  textOfRemittance,
} from '#app/modules/remittances/queries/get-remittance.server.ts';
import { linesForRemittance } from '#app/modules/remittances/queries/remittance-of-line.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { redirectWithFlash } from '#app/platform/http/flash.server.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { Disclosure } from '#app/ui/disclosure.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Panel } from '#app/ui/panel.tsx';
import type { Route } from './+types/remittance.ts';
import { NameText } from './name-text.tsx';
import { foundOr404 } from './not-found.ts';
import { postedFields } from './posted.server.ts';
import { actOnAdvice } from './remittance-act.server.ts';
import { ROWS_SHOWN } from './remittance-fields.ts';
import { DropForm, WhoseForm } from './remittance-forms.tsx';
import { AdviceLinePanel } from './remittance-line.tsx';
import { AdviceRows } from './remittance-rows.tsx';
import { adviceName } from './remittance-table.tsx';

export async function loader(args: Route.LoaderArgs) {
  const { user } = await requireStaff(args, 'desk.read');
  const db = staffDb();
  const id = parseId<Id<'remittance'>>(args.params.id);
  const advice = foundOr404(id && (await getRemittance(db, id)), 'remittance');
  const plan = await planOfRemittance(db, advice);
  const isOpen = !advice.dropped && advice.line?.state !== 'explained';
  return {
    ...{ advice, rows: plan.rows.slice(0, ROWS_SHOWN), isReady: plan.isReady && advice.customer !== null },
    ...{ codes: await deductionCodes(db), text: await textOfRemittance(db, advice.id), isOpen },
    lines: advice.line || advice.dropped ? [] : await linesForRemittance(db, advice),
    mayMatch: mayStaff(user.role, 'bank.match') && !advice.dropped,
  };
}

/** Whose it is, what rows are, its line of the bank, and the posting by it. */
export async function action(args: Route.ActionArgs) {
  const staff = await requireStaff(args, 'bank.match');
  const id = parseId<Id<'remittance'>>(args.params.id);
  const advice = foundOr404(id && (await getRemittance(staffDb(), id)), 'remittance');
  const sent = await postedFields(args.request);
  const done = await actOnAdvice(staff, { advice, sent });
  return done.ok ? redirectWithFlash(`/staff/remittances/${advice.id}`, done.value) : data(done.refusal, 422);
}

export default function RemittancePage({ loaderData, actionData }: Route.ComponentProps) {
  const { advice, rows, codes, lines, isReady, isOpen, mayMatch, text } = loaderData;
  const name = adviceName(advice);
  return (
    <>
      <PageTitle title={name} site="Tallystick" hasErrors={Boolean(actionData)} />
      <ErrorSummary {...actionData} />
      <BackLink to="/staff/remittances">Remittance advice</BackLink>
      <PageHead title={<span className="wrap-anywhere">{name}</span>} facts={<Facts advice={advice} />} />
      <div className="staff-stack">
        {advice.dropped && (
          <Panel title="Of no use" pad>
            <p className="wrap-anywhere">{advice.dropped.reason}</p>
            <p className="text-muted">{advice.dropped.byName}</p>
          </Panel>
        )}
        <Problems advice={advice} />
        {mayMatch && !advice.customer && <WhoseForm advice={advice} result={actionData ?? null} />}
        <Panel
          title={`What the ${advice.rowCount === 1 ? 'row says' : `${advice.rowCount} rows say`}`}
          foot={footOf(advice.rowCount)}
        >
          <AdviceRows rows={rows} currency={advice.currency} codes={codes} mayChoose={mayMatch && isOpen} />
        </Panel>
        {!advice.dropped && <AdviceLinePanel advice={advice} lines={lines} isReady={isReady} mayMatch={mayMatch} />}
        {mayMatch && !advice.line && advice.customer && <WhoseForm advice={advice} result={actionData ?? null} />}
        {mayMatch && !advice.line && <DropForm result={actionData ?? null} />}
        {text !== null && (
          <Panel title="As it came" pad>
            <Disclosure shut="Show what it was read from" open="Hide what it was read from">
              <p className="whitespace-pre-line wrap-anywhere" dir="auto">
                {text}
              </p>
            </Disclosure>
          </Panel>
        )}
      </div>
    </>
  );
}

const footOf = (count: number) =>
  count > ROWS_SHOWN
    ? `The first ${ROWS_SHOWN} of ${count} rows are shown. The others count as they were written.`
    : undefined;

type Advice = Route.ComponentProps['loaderData']['advice'];

function Facts({ advice }: { advice: Advice }) {
  return (
    <>
      <MoneyText money={money(advice.totalMinor, advice.currency)} style="code" />
      {advice.customer ? (
        <Link to={`/staff/customers/${advice.customer.id}`}>
          <NameText text={advice.customer.name} />
        </Link>
      ) : (
        <span>customer not known yet</span>
      )}
      {advice.paidOn && (
        <span>
          paid <DateText date={advice.paidOn} />
        </span>
      )}
      {advice.mailId && <Link to={`/staff/inbox/${advice.mailId}`}>from a mail</Link>}
    </>
  );
}

function Problems({ advice }: { advice: Advice }) {
  if (advice.problems.length === 0) return null;
  return (
    <Panel title="What a person should look at" pad>
      <ul className="plain-list">
        {advice.problems.map(({ line, sentence }) => (
          <li key={`${line} ${sentence}`} className="wrap-anywhere">
            {line > 0 && <span className="text-muted">Line {line}: </span>}
            {sentence}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
