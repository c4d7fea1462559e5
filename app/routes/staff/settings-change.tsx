import { data, Form, Link } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { formatDate } from '#app/kernel/format-date.ts';
import { mayStaff } from '#app/modules/auth/types.ts';
import { listSettings } from '#app/modules/company/queries/list-settings.server.ts';
import { valueOn } from '#app/modules/company/queries/setting-value.server.ts';
import { LOGO_BYTES_MAX } from '#app/modules/company/types.ts';
import { isSettingName, SETTING_WORDS } from '#app/modules/company/ui/setting-words.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { redirectWithFlash } from '#app/platform/http/flash.server.ts';
import { formRefusal } from '#app/platform/http/form.server.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { Button, ButtonRow } from '#app/ui/button.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { FormStack } from '#app/ui/inputs.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { mailDomainOf } from '#app/workflows/mail-domain.server.ts';
import type { Route } from './+types/settings-change.ts';
import { MailDomainPanel } from './mail-domain.tsx';
import { foundOr404 } from './not-found.ts';
import { postedWithFile, swallowTooLarge } from './posted.server.ts';
import { SamplePanel } from './sample-panel.tsx';
import { previewChange, saveChange, withdrawChange } from './setting-change.server.ts';
import { SettingEffect } from './setting-effect.tsx';
import { SettingFields } from './setting-fields.tsx';
import { SettingHistory } from './setting-history.tsx';
import { keyTitle, taxChoices } from './setting-keys.server.ts';
import { startingValues } from './setting-values.server.ts';

const FORM_BYTES = 64 * 1024;
const ON_PAPER = new Set(['names', 'tax_number', 'help', 'branding']);

export async function loader(args: Route.LoaderArgs) {
  const { moment, company, user } = await requireStaff(args, 'desk.read');
  const what = foundOr404(isSettingName(args.params.what) && args.params.what, 'setting');
  const key = args.url.searchParams.get('of') ?? '';
  const value = foundOr404(await valueOn(staffDb(), { what, key, on: moment.today }), 'setting');
  const versions = await listSettings(staffDb(), { what, key });
  const like = versions.find((version) => version.id === args.url.searchParams.get('like'));
  return {
    ...{ what, key, zone: company.timeZone, today: moment.today, versions },
    title: await keyTitle(staffDb(), what, key),
    values: startingValues(what, like?.value ?? value, { moment, key }),
    taxes: what === 'surcharge' ? await taxChoices(staffDb()) : [],
    zones: what === 'time_zone' ? Intl.supportedValuesOf('timeZone') : [],
    mayChange: mayStaff(user.role, 'settings.write'),
    domain: what === 'mail' ? await mailDomainOf(company.mailFrom) : null,
  };
}

export async function action(args: Route.ActionArgs) {
  const { actor, moment, company } = await requireStaff(args, 'settings.write');
  const what = foundOr404(isSettingName(args.params.what) && args.params.what, 'setting');
  const nothing = { preview: null, change: null };
  if (await swallowTooLarge(args.request, LOGO_BYTES_MAX + FORM_BYTES)) {
    const tooLarge = ['The file is larger than 1 MB. Save the logo smaller. Nothing was kept.'];
    return data({ ...formRefusal({ fieldErrors: { logoFile: tooLarge } }), ...nothing }, 413);
  }
  const sent = await postedWithFile(args.request, { field: 'logoFile', bytesMax: LOGO_BYTES_MAX });
  const key = args.url.searchParams.get('of') ?? '';
  const posted = { what, key, fields: sent.fields, file: sent.file, actor, moment, locale: company.locale };
  const here = `/staff/settings/company/${what}${key ? `?of=${encodeURIComponent(key)}` : ''}`;
  if (sent.intent === 'withdraw') {
    const done = await withdrawChange(posted, sent.of('version'));
    return done.ok
      ? redirectWithFlash(here, 'Taken back: it will not begin.')
      : data({ ...done.refusal, ...nothing }, 422);
  }
  if (sent.intent === 'save') {
    const saved = await saveChange(posted);
    if (!saved.ok) return data({ ...saved.refusal, ...nothing }, 422);
    return redirectWithFlash(here, `Saved. It holds from ${formatDate(saved.value.fromOn, company.locale)}.`);
  }
  const previewed = await previewChange(posted);
  return previewed.ok ? data(previewed.value) : data({ ...previewed.refusal, ...nothing }, 422);
}

export default function ChangeSetting({ loaderData, actionData }: Route.ComponentProps) {
  const { what, key, title, versions, today, zone, zones, taxes, mayChange } = loaderData;
  const words = SETTING_WORDS[what];
  const values = actionData && Object.keys(actionData.values).length > 0 ? actionData.values : loaderData.values;
  const { preview, change } = actionData ?? { preview: null, change: null };
  return (
    <>
      <PageTitle title={title} site="Tallystick" hasErrors={Boolean(actionData && !preview)} />
      {actionData && !preview && <ErrorSummary {...actionData} />}
      <BackLink to="/staff/settings">Settings</BackLink>
      <PageHead title={title} facts={<span>{words.changes}</span>} />
      <div className="staff-stack">
        {actionData && preview && change && (
          <SettingEffect
            shown={{ ...actionData, preview, change }}
            samplePath={ON_PAPER.has(what) ? `/staff/settings/company/${what}/sample.pdf` : null}
          />
        )}
        {mayChange && (
          <Panel title={preview ? 'Change it once more' : 'Change it'} pad foot={words.when}>
            <Form method="post" noValidate encType={what === 'branding' ? 'multipart/form-data' : undefined}>
              <FormStack>
                <SettingFields
                  what={what}
                  zones={zones}
                  taxes={taxes}
                  values={values}
                  errors={actionData?.fieldErrors ?? {}}
                />
                <ButtonRow>
                  <Button name="intent" value="preview" busy="Looking…">
                    Show what it changes
                  </Button>
                  <Link to="/staff/settings">Leave it as it is</Link>
                </ButtonRow>
              </FormStack>
            </Form>
          </Panel>
        )}
        {loaderData.domain && <MailDomainPanel domain={loaderData.domain} />}
        <Panel title="Since when" id={key || undefined}>
          {versions.length === 0 ? (
            <EmptyState>It is as it was set up. Nobody changed it.</EmptyState>
          ) : (
            <SettingHistory versions={versions} today={today} zone={zone} mayChange={mayChange} />
          )}
        </Panel>
        {ON_PAPER.has(what) && <SamplePanel />}
      </div>
    </>
  );
}
