import { data, Link } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { parseId } from '#app/kernel/ids.ts';
import { mayStaff } from '#app/modules/auth/types.ts';
import { getMeter } from '#app/modules/usage/queries/meters.server.ts';
import type { MeterId } from '#app/modules/usage/types.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { redirectWithFlash } from '#app/platform/http/flash.server.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { Definition } from '#app/ui/definition.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Panel } from '#app/ui/panel.tsx';
import type { Route } from './+types/meter.ts';
import { actOnMeter } from './meter-act.server.ts';
import { ChangeForm, ReadingForm } from './meter-forms.tsx';
import { MeterState, Readings } from './meter-parts.tsx';
import { NameText } from './name-text.tsx';
import { foundOr404 } from './not-found.ts';
import { postedFields } from './posted.server.ts';
import { CustomerLink } from './usage-words.tsx';

const meterOf = async (id: string | undefined) => {
  const meterId = parseId<MeterId>(id);
  return foundOr404(meterId && (await getMeter(staffDb(), meterId)), 'meter');
};

export async function loader(args: Route.LoaderArgs) {
  const { user, moment } = await requireStaff(args, 'desk.read');
  const found = await meterOf(args.params.id);
  return {
    ...found,
    today: moment.today,
    mayWrite: mayStaff(user.role, 'usage.write') && found.meter.endedOn === null,
  };
}

export async function action(args: Route.ActionArgs) {
  const { actor, moment } = await requireStaff(args, 'usage.write');
  const { meter } = await meterOf(args.params.id);
  const { fields, intent } = await postedFields(args.request);
  const done = await actOnMeter(intent, { actor, moment, meter, fields });
  if (done.ok) return redirectWithFlash(`/staff/meters/${done.value.meterId}`, done.value.text);
  return data({ ...done.refusal, intent }, 422);
}

export default function Meter({ loaderData, actionData }: Route.ComponentProps) {
  const { meter, readings, today, mayWrite } = loaderData;
  return (
    <>
      <PageTitle title={`Meter ${meter.code}`} site="Tallystick" hasErrors={Boolean(actionData)} />
      <ErrorSummary {...actionData} />
      <BackLink to="/staff/meters">Meters</BackLink>
      <PageHead title={<NameText text={meter.code} />} facts={<MeterState meter={meter} />} />
      <div className="staff-stack">
        <Panel title="The meter" pad>
          <Definition
            facts={[
              { label: 'Customer', value: <CustomerLink row={meter} /> },
              {
                label: 'Contract line',
                value: (
                  <Link to={`/staff/contracts/${meter.contractId}`}>
                    {meter.contractNumber} line {meter.lineNo}
                  </Link>
                ),
              },
              { label: 'Product', value: <span className="reference">{meter.productCode}</span> },
              ...(meter.siteName ? [{ label: 'Site', value: meter.siteName }] : []),
              { label: 'Digits', value: meter.digits },
              { label: 'Units for one step', value: `${meter.multiplier} ${meter.unitCode}` },
              { label: 'Put in', value: <DateText date={meter.startsOn} /> },
              ...(meter.endedOn ? [{ label: 'Taken out', value: <DateText date={meter.endedOn} /> }] : []),
              ...(meter.replacesId
                ? [
                    {
                      label: 'Before it',
                      value: <Link to={`/staff/meters/${meter.replacesId}`}>The meter it took the place of</Link>,
                    },
                  ]
                : []),
            ]}
          />
        </Panel>
        {mayWrite && <ReadingForm today={today} refused={actionData?.intent === 'read' ? actionData : undefined} />}
        <Readings readings={readings} unit={meter.unitCode} />
        {mayWrite && (
          <ChangeForm today={today} refused={actionData && actionData.intent !== 'read' ? actionData : undefined} />
        )}
      </div>
    </>
  );
}
