import { data, Link } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { parseId } from '#app/kernel/ids.ts';
import { money } from '#app/kernel/money.ts';
import { stepRefund } from '#app/modules/adjustments/commands/step-refund.server.ts';
import { getRefund } from '#app/modules/adjustments/queries/get-refund.server.ts';
import { type RefundId, STEP_WORDS } from '#app/modules/adjustments/types.ts';
import { mayStaff } from '#app/modules/auth/types.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { redirectWithFlash } from '#app/platform/http/flash.server.ts';
import { formRefusal } from '#app/platform/http/form.server.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { LinkButton } from '#app/ui/button.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { InstantText } from '#app/ui/date-text.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { Figures } from '#app/ui/figures.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { tellRefund } from '#app/workflows/tell-refund.server.ts';
import type { Route } from './+types/refund.ts';
import { adjustmentRefusal } from './adjustment-form.server.ts';
import { NameText } from './name-text.tsx';
import { foundOr404 } from './not-found.ts';
import { postedFields } from './posted.server.ts';
import { RefundBadge, RefundFacts } from './refund-parts.tsx';
import { StepForms, waysOn } from './refund-steps.tsx';
import { sourcePath } from './source-path.ts';

const found = async (params: { id: string }) => {
  const id = parseId<RefundId>(params.id);
  return foundOr404(id && (await getRefund(staffDb(), { id })), 'refund');
};

export async function loader(args: Route.LoaderArgs) {
  const { company, user } = await requireStaff(args, 'desk.read');
  const refund = await found(args.params);
  return { refund, zone: company.timeZone, mayAct: mayStaff(user.role, 'refunds.request') };
}

export async function action(args: Route.ActionArgs) {
  const { actor, moment, company } = await requireStaff(args, 'refunds.request');
  const refund = await found(args.params);
  const sent = await postedFields(args.request);
  const said = { fields: sent.fields, currency: refund.currency, locale: company.locale };
  const way = waysOn(refund).find((one) => one.step === sent.intent);
  if (!way) return data(adjustmentRefusal({ code: 'not-now', step: refund.step }, said), 422);
  const field = `reason-${way.step}`;
  const reason = sent.of(field).trim().slice(0, 300);
  if (way.needsReason && reason === '')
    return data(formRefusal({ fieldErrors: { [field]: ['Say why, for whoever looks at this later.'] } }), 422);
  const done = await inTransaction(staffDb(), async (tx) => {
    const stepped = await stepRefund(tx, actor, { refundId: refund.id, step: way.step, reason }, moment);
    const news = way.step === 'paid' ? 'refund_paid' : way.step === 'failed' ? 'refund_failed' : null;
    if (stepped.ok && news) await tellRefund(tx, refund.id, news, moment);
    return stepped;
  });
  if (!done.ok) return data(adjustmentRefusal(done.refusal, said), 422);
  return redirectWithFlash(`/staff/refunds/${refund.id}`, `${refund.number} is ${STEP_WORDS[way.step].toLowerCase()}.`);
}

export default function RefundPage({ loaderData, actionData }: Route.ComponentProps) {
  const { refund, zone, mayAct } = loaderData;
  const back = refund.events.find((event) => event.creditItemId !== null)?.creditItemId;
  return (
    <>
      <PageTitle title={refund.number} site="Tallystick" hasErrors={Boolean(actionData)} />
      <ErrorSummary {...actionData} />
      <BackLink to={`/staff/customers/${refund.customerId}`}>
        <NameText text={refund.customerName} />
      </BackLink>
      <PageHead
        title={<span className="reference">{refund.number}</span>}
        facts={
          <>
            <span>
              Of{' '}
              <Link className="reference" to={sourcePath({ kind: refund.creditKind, sourceId: refund.creditSourceId })}>
                {refund.creditNumber}
              </Link>
            </span>
            <RefundBadge step={refund.step} />
          </>
        }
        actions={
          mayAct && back && <LinkButton to={`/staff/refunds/new?item=${back}`}>Refund it another way</LinkButton>
        }
      />
      <div className="staff-stack">
        <Figures
          figures={[
            {
              label: `Given back, ${refund.currency}`,
              value: <MoneyText money={money(refund.amountMinor, refund.currency)} style="bare" />,
              large: true,
            },
          ]}
        />
        <div className="record-columns">
          <Panel title="Step by step">
            <DataTable
              caption="Steps of this refund"
              rows={refund.events}
              rowKey={(row) => row.kind}
              columns={[
                { key: 'step', head: 'Step', rowHeader: true, cell: (row) => STEP_WORDS[row.kind] },
                {
                  key: 'at',
                  head: 'When',
                  nowrap: true,
                  cell: (row) => <InstantText at={row.happenedAt} zone={zone} />,
                },
                { key: 'by', head: 'By', cell: (row) => <NameText text={row.madeByName} /> },
                { key: 'why', head: 'Note', cell: (row) => <NameText text={row.reason || (row.processorRef ?? '')} /> },
              ]}
            />
          </Panel>
          <div className="staff-stack">
            <RefundFacts refund={refund} zone={zone} />
            {mayAct && <StepForms refund={refund} errors={actionData?.fieldErrors ?? {}} />}
          </div>
        </div>
      </div>
    </>
  );
}
