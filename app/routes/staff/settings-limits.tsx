import { data } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { type Currency, parseMoney } from '#app/kernel/money.ts';
import { changeLimit } from '#app/modules/approvals/commands/change-limit.server.ts';
import { limitForm } from '#app/modules/approvals/forms.ts';
import { listLimits } from '#app/modules/approvals/queries/list-limits.server.ts';
import { mayStaff } from '#app/modules/auth/types.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { redirectWithFlash } from '#app/platform/http/flash.server.ts';
import { formRefusal, parseForm } from '#app/platform/http/form.server.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Panel } from '#app/ui/panel.tsx';
import type { Route } from './+types/settings-limits.ts';
import { ChangeLimit, LimitTable } from './limit-parts.tsx';

export async function loader(args: Route.LoaderArgs) {
  const { company, user } = await requireStaff(args, 'desk.read');
  return {
    limits: await listLimits(staffDb()),
    baseCurrency: company.baseCurrency,
    mayChange: mayStaff(user.role, 'settings.write'),
  };
}

/** "no limit", or an amount in the company's currency. */
function limitOf(text: string, currency: Currency): bigint | null | undefined {
  if (/^(no|without) limit$/i.test(text)) return null;
  const parsed = parseMoney(text, currency);
  return parsed.ok && parsed.value >= 0n ? parsed.value : undefined;
}

export async function action(args: Route.ActionArgs) {
  const { actor, moment, company } = await requireStaff(args, 'settings.write');
  const form = await parseForm(args.request, limitForm);
  if (!form.ok) return data(form.refusal, 422);
  const values = { ...form.value };
  const alone = limitOf(values.alone, company.baseCurrency);
  const approves = limitOf(values.approves, company.baseCurrency);
  const wrong = ['Enter an amount like 500.00, 0 for never, or "no limit".'];
  if (alone === undefined || approves === undefined) {
    const fieldErrors = {
      ...(alone === undefined && { alone: wrong }),
      ...(approves === undefined && { approves: wrong }),
    };
    return data(formRefusal({ fieldErrors, values }), 422);
  }
  const { kind, role, reason } = values;
  const input = { kind, role, reason, aloneUpToMinor: alone, approvesUpToMinor: approves };
  const changed = await inTransaction(staffDb(), (tx) => changeLimit(tx, actor, input, moment));
  const path = '/staff/settings/approval-limits';
  if (changed.ok)
    return redirectWithFlash(path, 'The limit counts for new requests. Those that wait keep the old one.');
  const text = {
    'nothing-changed': 'These are the limits already. Nothing was changed.',
    'reason-missing': 'Say why, for the record.',
    'never-alone': 'Bank details and closed months always need two people: "alone" stays 0.',
  }[changed.refusal.code];
  return data(formRefusal({ formErrors: [text], values }), 422);
}

export default function ApprovalLimits({ loaderData, actionData }: Route.ComponentProps) {
  const { limits, baseCurrency, mayChange } = loaderData;
  return (
    <>
      <PageTitle title="Approval limits" site="Tallystick" hasErrors={Boolean(actionData)} />
      <ErrorSummary {...actionData} />
      <BackLink to="/staff/settings">Settings</BackLink>
      <PageHead title="Approval limits" facts={<span>In {baseCurrency}, whatever currency the document is in</span>} />
      <div className="staff-stack">
        <Panel
          title="What counts for requests made from now on"
          foot="A role that is not listed does it never. A request keeps the limits of the moment it was made."
        >
          <LimitTable limits={limits} baseCurrency={baseCurrency} />
        </Panel>
        {mayChange && <ChangeLimit result={actionData} />}
      </div>
    </>
  );
}
