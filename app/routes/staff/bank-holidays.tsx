import { data, Form } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { addMonthsClamped, parsePlainDate } from '#app/kernel/plain-date.ts';
import { listHolidays } from '#app/modules/company/queries/get-calendar.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { redirectWithFlash } from '#app/platform/http/flash.server.ts';
import { formRefusal } from '#app/platform/http/form.server.ts';
import { readUpload } from '#app/platform/http/read-upload.server.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { Button, ButtonRow } from '#app/ui/button.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { FileInput, FormStack } from '#app/ui/inputs.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { addHolidays, dropHoliday } from '#app/workflows/change-holidays.server.ts';
import type { Route } from './+types/bank-holidays.ts';
import { NameText } from './name-text.tsx';
import { postedFields, swallowTooLarge } from './posted.server.ts';

const FILE_BYTES_MAX = 1024 * 1024;
const FORM_OVERHEAD_BYTES = 64 * 1024;
const PROBLEMS_SHOWN = 10;
const HERE = '/staff/cheques/holidays';

export async function loader(args: Route.LoaderArgs) {
  const { moment } = await requireStaff(args, 'settings.write');
  return listHolidays(staffDb(), addMonthsClamped(moment.today, -1));
}

export async function action(args: Route.ActionArgs) {
  const { actor, moment } = await requireStaff(args, 'settings.write');
  const wrong = (text: string[], status = 422) => data(formRefusal({ fieldErrors: { file: text } }), status);
  if (!args.request.headers.get('Content-Type')?.startsWith('multipart/')) {
    const remove = parsePlainDate((await postedFields(args.request)).of('remove'));
    if (!remove.ok) return wrong(['Choose the day to remove.']);
    await inTransaction(staffDb(), (tx) => dropHoliday(tx, actor, { on: remove.value }, moment));
    return redirectWithFlash(HERE, 'Taken out: banks are open on that day.');
  }
  if (await swallowTooLarge(args.request, FILE_BYTES_MAX + FORM_OVERHEAD_BYTES))
    return wrong(['The file is larger than 1 MB. Leave out the years that are past.'], 413);
  const sent = await readUpload(args.request, { field: 'file', maxBytes: FILE_BYTES_MAX });
  if (!sent.ok) return wrong([sent.refusal.text], sent.refusal.code === 'too-large' ? 413 : 422);
  const content = sent.value.upload.bytes;
  const done = await inTransaction(staffDb(), (tx) => addHolidays(tx, actor, { content }, moment));
  if (!done.ok) {
    const shown = done.refusal.problems.slice(0, PROBLEMS_SHOWN);
    return wrong(shown.map(({ row, text }) => (row > 0 ? `Row ${row}: ${text}` : text)));
  }
  const { added, existed, moved } = done.value;
  return redirectWithFlash(HERE, `${added} days added, ${existed} were there. ${moved} cheques have another due date.`);
}

export default function BankHolidays({ loaderData, actionData }: Route.ComponentProps) {
  const { calendar, holidays } = loaderData;
  return (
    <>
      <PageTitle title="Bank holidays" site="Tallystick" hasErrors={Boolean(actionData)} />
      <BackLink to="/staff/cheques">Cheques</BackLink>
      <PageHead title="Bank holidays" facts={<span>of {calendar}, weekends apart</span>} />
      <ErrorSummary {...actionData} />
      <div className="record-columns">
        <Panel title="Days on which the banks are shut">
          {holidays.length === 0 ? (
            <EmptyState>No holiday is known: every day but the weekend counts as a working day.</EmptyState>
          ) : (
            <DataTable
              caption="Bank holidays"
              rows={holidays}
              rowKey={(day) => day.on}
              columns={[
                { key: 'on', head: 'Day', rowHeader: true, cell: (day) => <DateText date={day.on} weekday /> },
                { key: 'name', head: 'Name', cell: (day) => <NameText text={day.name} /> },
                {
                  key: 'remove',
                  head: 'Remove',
                  headHidden: true,
                  cell: (day) => (
                    <Form method="post" noValidate>
                      <Button small variant="quiet" name="remove" value={day.on} busy="Removing…">
                        Remove
                        <span className="sr-only">
                          {' '}
                          {day.name} on <DateText date={day.on} />
                        </span>
                      </Button>
                    </Form>
                  ),
                },
              ]}
            />
          )}
        </Panel>
        <Panel title="Add days from a file" pad>
          <Form method="post" encType="multipart/form-data" noValidate>
            <FormStack>
              <FileInput
                name="file"
                label="Calendar"
                hint="A calendar file (.ics), a JSON file of names by date, or CSV with the columns date and name. At most 1 MB."
                error={actionData?.fieldErrors.file}
                accept=".ics,.json,.csv,text/calendar,application/json,text/csv"
              />
              <ButtonRow>
                <Button busy="Reading…">Add the days</Button>
              </ButtonRow>
            </FormStack>
          </Form>
        </Panel>
      </div>
    </>
  );
}
