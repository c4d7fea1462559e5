import { data, Form } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { STATEMENT_FORM_CHOICES } from '#app/modules/statements/forms.ts';
import { listSchedules, statementDefaults } from '#app/modules/statements/queries/schedules.server.ts';
import { STATEMENT_EVERY, type StatementSchedule } from '#app/modules/statements/types.ts';
import {
  dayOfMonthWords,
  EVERY_WORDS,
  hourWords,
  SCHEDULE_NAMES,
  WEEKDAYS,
} from '#app/modules/statements/ui/schedule-words.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { redirectWithFlash } from '#app/platform/http/flash.server.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { Button } from '#app/ui/button.tsx';
import { Checkbox } from '#app/ui/choices.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { FormStack, Select } from '#app/ui/inputs.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Panel } from '#app/ui/panel.tsx';
import type { Route } from './+types/statement-schedules.ts';
import { postedFields } from './posted.server.ts';
import { saveSchedules } from './statement-acts.server.ts';

export async function loader(args: Route.LoaderArgs) {
  const { company } = await requireStaff(args, 'settings.write');
  const [schedules, defaults] = await Promise.all([listSchedules(staffDb()), statementDefaults(staffDb())]);
  return { schedules, defaults, zone: company.timeZone };
}

export async function action(args: Route.ActionArgs) {
  const { actor, moment, company } = await requireStaff(args, 'settings.write');
  const { of } = await postedFields(args.request);
  const saved = await saveSchedules({ of, actor, moment, locale: company.locale });
  return saved.ok ? redirectWithFlash('/staff/statements', saved.value) : data(saved.refusal, 422);
}

const HOURS = Array.from({ length: 24 }, (_, hour) => ({ value: String(hour), label: hourWords(hour) }));
const DAYS_OF_WEEK = WEEKDAYS.map((label, index) => ({ value: String(index + 1), label }));
const DAYS_OF_MONTH = Array.from({ length: 31 }, (_, index) => ({
  value: String(index + 1),
  label: dayOfMonthWords(index + 1),
}));

const HINTS = {
  weekly: 'Of the seven days before, up to the day before it is made.',
  monthly:
    'Of the days since the last ones, up to the day before: made on the 1st they are of the whole month before. A month without such a day has it on its last day.',
  portfolio: 'What is open of each collector’s own customers, for them alone.',
} as const;

export default function StatementSchedules({ loaderData, actionData }: Route.ComponentProps) {
  const { schedules, defaults, zone } = loaderData;
  const errors = actionData?.fieldErrors ?? {};
  return (
    <>
      <PageTitle title="Schedules of statements" site="Tallystick" hasErrors={Boolean(actionData)} />
      <ErrorSummary {...actionData} />
      <BackLink to="/staff/statements">Statements</BackLink>
      <PageHead title="Schedules of statements" facts={<span>Hours are those of {zone}</span>} />
      <Form method="post" noValidate className="staff-stack">
        <Panel title="Customers who chose nothing" pad>
          <FormStack>
            <Select
              name="every"
              size="medium"
              label="Statements go out"
              defaultValue={defaults.every}
              options={STATEMENT_EVERY.map((value) => ({ value, label: EVERY_WORDS[value] }))}
              error={errors.every}
            />
            <Select
              name="form"
              size="medium"
              label="In the form"
              defaultValue={defaults.form}
              options={STATEMENT_FORM_CHOICES}
            />
            <Checkbox
              name="sendsEmpty"
              label="Also when nothing moved and nothing is open"
              defaultChecked={defaults.sendsEmpty}
            />
          </FormStack>
        </Panel>
        {schedules.map((schedule) => (
          <Panel key={schedule.kind} title={SCHEDULE_NAMES[schedule.kind]} pad>
            <ScheduleFields schedule={schedule} errors={errors} />
          </Panel>
        ))}
        <div>
          <Button busy="Saving…">Save schedules</Button>
        </div>
      </Form>
    </>
  );
}

type FieldsProps = { schedule: StatementSchedule; errors: Readonly<Record<string, string[] | undefined>> };

function ScheduleFields({ schedule: { kind, dayNo, hourNo, nextOn, paused }, errors }: FieldsProps) {
  const name = SCHEDULE_NAMES[kind].toLowerCase();
  return (
    <FormStack>
      <p className="prose">
        {HINTS[kind]} Next on <DateText date={nextOn} weekday />.
      </p>
      <Select
        name={`${kind}Day`}
        size="medium"
        label={`Day of ${name}`}
        defaultValue={String(dayNo)}
        options={kind === 'monthly' ? DAYS_OF_MONTH : DAYS_OF_WEEK}
        error={errors[`${kind}Day`]}
      />
      <Select
        name={`${kind}Hour`}
        label={`Hour of ${name}`}
        size="short"
        defaultValue={String(hourNo)}
        options={HOURS}
        error={errors[`${kind}Hour`]}
      />
      <Checkbox
        name={`${kind}Paused`}
        label={`Pause ${name}`}
        hint="Nothing is made until this is taken away; what was missed is then made once."
        defaultChecked={paused}
      />
    </FormStack>
  );
}
