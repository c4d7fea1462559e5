import { data, Link } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { parseId } from '#app/kernel/ids.ts';
import { money } from '#app/kernel/money.ts';
import { getWriteOff } from '#app/modules/adjustments/queries/get-write-off.server.ts';
import type { WriteOffId } from '#app/modules/adjustments/types.ts';
import { listAudit } from '#app/modules/audit/queries/list-audit.server.ts';
import { mayStaff } from '#app/modules/auth/types.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { redirectWithFlash } from '#app/platform/http/flash.server.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { Figures } from '#app/ui/figures.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import type { Route } from './+types/write-off.ts';
import { AuditStory } from './audit-story.tsx';
import { NameText } from './name-text.tsx';
import { foundOr404 } from './not-found.ts';
import { postedFields } from './posted.server.ts';
import { sourcePath } from './source-path.ts';
import { recover, relieve } from './write-off-actions.server.ts';
import { RecoveryForm, ReliefForm, WriteOffFacts } from './write-off-parts.tsx';
import { StepsPanel } from './write-off-steps.tsx';

const found = async (params: { id: string }) => {
  const id = parseId<WriteOffId>(params.id);
  return foundOr404(id && (await getWriteOff(staffDb(), id)), 'write-off');
};

export async function loader(args: Route.LoaderArgs) {
  const { company, user, moment } = await requireStaff(args, 'desk.read');
  const written = await found(args.params);
  return {
    written,
    entries: await listAudit(staffDb(), { subjectId: written.id }),
    zone: company.timeZone,
    today: moment.today,
    mayAct: mayStaff(user.role, 'write-offs.request'),
  };
}

export async function action(args: Route.ActionArgs) {
  const { actor, moment, company } = await requireStaff(args, 'write-offs.request');
  const written = await found(args.params);
  const { fields, intent } = await postedFields(args.request);
  const posted = { fields, written, actor, moment, locale: company.locale };
  const done = intent === 'relief' ? await relieve(posted) : await recover(posted);
  if (!done.ok) return data({ ...done.refusal, intent }, 422);
  return redirectWithFlash(`/staff/write-offs/${written.id}`, done.value);
}

export default function WriteOffPage({ loaderData, actionData }: Route.ComponentProps) {
  const { written, entries, zone, today, mayAct } = loaderData;
  const of = (minor: bigint) => <MoneyText money={money(minor, written.currency)} style="bare" />;
  const form = { written, today, values: actionData?.values ?? {}, errors: actionData?.fieldErrors ?? {} };
  return (
    <>
      <PageTitle title={written.number} site="Tallystick" hasErrors={Boolean(actionData)} />
      <ErrorSummary {...actionData} />
      <BackLink to={`/staff/customers/${written.customerId}`}>
        <NameText text={written.customerName} />
      </BackLink>
      <PageHead
        title={<span className="reference">{written.number}</span>}
        facts={
          <>
            <span>
              Written off{' '}
              <Link className="reference" to={sourcePath({ kind: written.itemKind, sourceId: written.sourceId })}>
                {written.itemNumber}
              </Link>
            </span>
            <DateText date={written.effectiveOn} />
          </>
        }
      />
      <div className="staff-stack">
        <Figures
          figures={[
            { label: `Written off, ${written.currency}`, value: of(written.amountMinor), large: true },
            { label: 'Tax in it', value: of(written.taxMinor) },
            { label: 'Relief that stands', value: of(written.relievedMinor) },
            { label: 'Not recovered', value: of(written.unrecoveredMinor) },
          ]}
        />
        <div className="record-columns">
          <div className="staff-stack">
            <StepsPanel written={written} />
            {mayAct && written.reliefLeftMinor > 0n && (
              <ReliefForm {...form} wasSent={actionData?.intent === 'relief'} />
            )}
            {mayAct && written.unrecoveredMinor > 0n && (
              <RecoveryForm {...form} wasSent={actionData?.intent === 'recover'} />
            )}
          </div>
          <div className="staff-stack">
            <WriteOffFacts written={written} zone={zone} />
            <AuditStory entries={entries} zone={zone} title="Who did what" />
          </div>
        </div>
      </div>
    </>
  );
}
