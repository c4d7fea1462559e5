import { data, Form, Link, redirect } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { parseId } from '#app/kernel/ids.ts';
import { type PlainDate, parsePlainDate } from '#app/kernel/plain-date.ts';
import { getImportFile } from '#app/modules/files/queries/get-import-file.server.ts';
import type { ImportFile, ImportFileId } from '#app/modules/files/types.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { inPreview, inTransaction } from '#app/platform/db/transaction.server.ts';
import { redirectWithFlash } from '#app/platform/http/flash.server.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { Button, ButtonRow, LinkButton } from '#app/ui/button.tsx';
import { Figures } from '#app/ui/figures.tsx';
import { Note } from '#app/ui/message.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import type { Route } from './+types/import-check.ts';
import { IMPORT_KINDS } from './import-kinds.ts';
import { isUsageKind, needsColumns } from './import-mapping.server.ts';
import { ImportProblems, ImportRows, TakenOverOn } from './import-parts.tsx';
import { asReport, type ImportReport } from './import-report.ts';
import { importOf } from './import-run.server.ts';
import { NameText } from './name-text.tsx';
import { foundOr404 } from './not-found.ts';

type Asked = Awaited<ReturnType<typeof requireStaff>>;
const EXPIRED = 'file. It was kept for six hours; choose it again';

async function fileOf(args: Route.LoaderArgs | Route.ActionArgs, { moment }: Asked): Promise<ImportFile> {
  const id = parseId<ImportFileId>(args.params.id);
  const file = foundOr404(id && (await getImportFile(staffDb(), id, moment.now)), EXPIRED);
  const { permission } = IMPORT_KINDS[file.kind];
  if (permission) await requireStaff(args, permission);
  return file;
}

/** The day opening balances are taken over on: as asked, or today. */
function takenOverOn(text: FormDataEntryValue | null, { moment }: Asked): PlainDate {
  const day = parsePlainDate(String(text ?? ''));
  return day.ok ? day.value : moment.today;
}

/** The dry run: the import itself, rolled back. Columns of other names are told apart first. */
export async function loader(args: Route.LoaderArgs) {
  const asked = await requireStaff(args, 'imports.run');
  const file = await fileOf(args, asked);
  if (await needsColumns(file)) throw redirect(`/staff/import/${file.id}/columns`);
  const asOn = takenOverOn(args.url.searchParams.get('on'), asked);
  const run = importOf(file, { ...asked, takenOverOn: asOn });
  const report = asReport(file.kind, await inPreview<object, object>(staffDb(), run));
  return {
    fileName: file.fileName,
    kind: file.kind,
    report,
    asOn,
    columnsHref: isUsageKind(file.kind) ? `/staff/import/${file.id}/columns` : null,
  };
}

export async function action(args: Route.ActionArgs) {
  const asked = await requireStaff(args, 'imports.run');
  const file = await fileOf(args, asked);
  const posted = await args.request.formData();
  const run = importOf(file, { ...asked, takenOverOn: takenOverOn(posted.get('on'), asked) });
  const report = asReport(file.kind, await inTransaction<object, object>(staffDb(), run));
  if (report.problems.length > 0) return data({ report }, 422);
  return redirectWithFlash(
    IMPORT_KINDS[file.kind].to,
    `Imported: ${report.fresh} new, ${report.existed} there already. Nothing else was changed.`,
  );
}

export default function ImportCheck({ loaderData, actionData }: Route.ComponentProps) {
  const { fileName, kind, asOn, columnsHref } = loaderData;
  const report: ImportReport = actionData?.report ?? loaderData.report;
  const bad = report.problemCount > 0;
  return (
    <>
      <PageTitle title="What the import would do" site="Tallystick" hasErrors={bad} />
      <BackLink to="/staff/import">Import</BackLink>
      <PageHead
        title={<NameText text={fileName} />}
        facts={IMPORT_KINDS[kind].label}
        actions={
          columnsHref && (
            <LinkButton to={columnsHref} variant="second">
              Choose columns
            </LinkButton>
          )
        }
      />
      {bad ? (
        <Note tone="danger" action={<Link to="/staff/import">Choose another file</Link>}>
          {report.problemCount === 1 ? 'One thing' : `${report.problemCount} things`} in this file must be corrected
          first. Nothing was imported.
        </Note>
      ) : (
        <Note>Nothing is imported yet. This is what would happen, row by row.</Note>
      )}
      {kind === 'opening_balances' && <TakenOverOn on={asOn} />}
      <div className="staff-stack">
        <Figures
          figures={[
            { label: 'New', value: report.fresh, large: true },
            { label: 'There already', value: report.existed },
            { label: 'To correct', value: report.problemCount },
            ...report.totals.map((total) => ({
              key: total.currency,
              label: `Total of the new ones, ${total.currency}`,
              value: <MoneyText money={total} style="bare" />,
            })),
          ]}
        />
        {!bad && (
          <Form method="post">
            <input type="hidden" name="on" value={asOn} />
            <ButtonRow>
              {report.fresh > 0 && (
                <Button busy="Importing…">{`Import ${report.fresh} ${IMPORT_KINDS[kind].things}`}</Button>
              )}
              <LinkButton to="/staff/import" variant="second">
                Choose another file
              </LinkButton>
            </ButtonRow>
          </Form>
        )}
        {bad && <ImportProblems report={report} />}
        <ImportRows report={report} />
      </div>
    </>
  );
}
