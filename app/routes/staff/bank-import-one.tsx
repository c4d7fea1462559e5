import { data } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { parseId } from '#app/kernel/ids.ts';
import { mayStaff } from '#app/modules/auth/types.ts';
import { redirectWithFlash } from '#app/platform/http/flash.server.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { Badges } from '#app/ui/badge.tsx';
import { InstantText } from '#app/ui/date-text.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import type { Route } from './+types/bank-import-one.ts';
import { actOnImport } from './bank-import-act.server.ts';
import { AccountOfFile, MappingForm } from './bank-import-mapping.tsx';
import { importPage } from './bank-import-page.server.ts';
import { BankImportFault, ImportUnderWay, UndoPanel } from './bank-import-parts.tsx';
import { ImportPreview } from './bank-import-preview.tsx';
import { StoredImport } from './bank-import-stored.tsx';
import { IMPORT_BADGES } from './bank-words.tsx';
import { NameText } from './name-text.tsx';
import { foundOr404 } from './not-found.ts';
import { postedFields } from './posted.server.ts';

export async function loader(args: Route.LoaderArgs) {
  const { user, company } = await requireStaff(args, 'desk.read');
  const id = parseId(args.params.id) as string | null;
  const page = foundOr404(id && (await importPage(id)), 'file of the bank');
  return {
    ...{ ...page, zone: company.timeZone },
    ...{ mayImport: mayStaff(user.role, 'bank.import'), maySetUp: mayStaff(user.role, 'bank.set-up') },
  };
}

/** Imports, reads anew with a mapping, or undoes. */
export async function action(args: Route.ActionArgs) {
  const by = await requireStaff(args, 'bank.import');
  const id = foundOr404(parseId(args.params.id) as string | null, 'file of the bank');
  const done = await actOnImport(id, await postedFields(args.request), by);
  return done.ok ? redirectWithFlash(`/staff/bank/imports/${id}`, done.value) : data(done.refusal, 422);
}

export default function BankImportOne({ loaderData, actionData }: Route.ComponentProps) {
  const { file, sample, accounts, statements, zone, mayImport, maySetUp } = loaderData;
  return (
    <>
      <PageTitle title={`Bank file ${file.fileName}`} site="Tallystick" hasErrors={Boolean(actionData)} />
      <ErrorSummary {...actionData} />
      <BackLink to="/staff/bank">Bank matching</BackLink>
      <PageHead
        title={<NameText text={file.fileName} />}
        facts={
          <>
            <span>
              brought by <NameText text={file.importedByName} />, <InstantText at={file.stagedAt} zone={zone} />
            </span>
            <Badges badges={[IMPORT_BADGES[file.state]]} />
          </>
        }
      />
      <div className="staff-stack">
        {(file.state === 'reading' || file.state === 'storing') && <ImportUnderWay {...{ file, mayImport }} />}
        {file.state === 'refused' && <BankImportFault file={file} />}
        {file.state === 'ready' && file.preview && (
          <ImportPreview
            file={file}
            preview={file.preview}
            statements={statements}
            may={{ import: mayImport, setUp: maySetUp }}
            errors={actionData?.fieldErrors}
          />
        )}
        {(file.state === 'stored' || file.state === 'undone') && (
          <StoredImport file={file} statements={statements} zone={zone} />
        )}
        {mayImport && sample && (
          <MappingForm
            {...{ sample, accounts, file }}
            {...(actionData ? { errors: actionData.fieldErrors, typed: actionData.values } : {})}
          />
        )}
        {mayImport && file.state === 'ready' && !sample && statements.some(({ account }) => account === '') && (
          <AccountOfFile accounts={accounts} errors={actionData?.fieldErrors} />
        )}
        {mayImport && file.state !== 'undone' && file.state !== 'reading' && file.state !== 'storing' && (
          <UndoPanel file={file} />
        )}
      </div>
    </>
  );
}
