import { data, Form, redirect } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { parseId } from '#app/kernel/ids.ts';
import { mapImportFile } from '#app/modules/files/commands/map-import-file.server.ts';
import { getImportFile } from '#app/modules/files/queries/get-import-file.server.ts';
import type { ImportFileId } from '#app/modules/files/types.ts';
import { saveMapping } from '#app/modules/usage/commands/save-mapping.server.ts';
import { asMapping, importFieldsOf, mappingOfForm } from '#app/modules/usage/forms.ts';
import { columnFaults, fileColumns } from '#app/modules/usage/queries/file-columns.server.ts';
import { listMappings } from '#app/modules/usage/queries/list-mappings.server.ts';
import type { ColumnMapping } from '#app/modules/usage/types.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { formRefusal } from '#app/platform/http/form.server.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { Button, ButtonRow } from '#app/ui/button.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { FormStack, TextInput } from '#app/ui/inputs.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Panel } from '#app/ui/panel.tsx';
import type { Route } from './+types/import-columns.ts';
import { ColumnTable, SavedMappings, StyleFields } from './import-columns-fields.tsx';
import { IMPORT_KINDS } from './import-kinds.ts';
import { isUsageKind } from './import-mapping.server.ts';
import { NameText } from './name-text.tsx';
import { foundOr404 } from './not-found.ts';

const EXPIRED = 'file. It was kept for six hours; choose it again';
const EMPTY: ColumnMapping = { columns: {}, same: {}, dates: 'ymd', decimals: 'point' };

async function fileOf(args: Route.LoaderArgs | Route.ActionArgs) {
  await requireStaff(args, 'imports.run');
  const asked = await requireStaff(args, 'usage.write');
  const { moment } = asked;
  const id = parseId<ImportFileId>(args.params.id);
  const file = foundOr404(id && (await getImportFile(staffDb(), id, moment.now)), EXPIRED);
  const kind = foundOr404(isUsageKind(file.kind) ? file.kind : null, EXPIRED);
  return { ...asked, file, kind };
}

export async function loader(args: Route.LoaderArgs) {
  const { file, kind } = await fileOf(args);
  const saved = await listMappings(staffDb(), kind);
  const wanted = saved.find(({ id }) => id === args.url.searchParams.get('with'));
  const { heads, sample, suggested } = await fileColumns(kind, file.content, saved);
  return {
    ...{ fileId: file.id, fileName: file.fileName, kind, heads, sample, fields: importFieldsOf(kind) },
    saved: saved.map(({ id, name }) => ({ id, name, isChosen: id === wanted?.id })),
    mapping: wanted?.mapping ?? asMapping(file.mapping) ?? suggested ?? EMPTY,
    name: wanted?.name ?? '',
  };
}

/** Keeps the choice with the file, under a name too if one is given, and leads to the dry run. */
export async function action(args: Route.ActionArgs) {
  const { actor, moment, file, kind } = await fileOf(args);
  const posted = await args.request.formData();
  const values = Object.fromEntries(
    [...posted].flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  );
  const mapping = mappingOfForm(kind, values);
  const { heads } = await fileColumns(kind, file.content, []);
  const faults = columnFaults(kind, mapping, heads);
  if (faults.length > 0) return data({ ...formRefusal({ formErrors: faults }), mapping, name: values.name ?? '' }, 422);
  const name = (values.name ?? '').trim();
  const done = await inTransaction<object | null, { code: string }>(staffDb(), async (tx) => {
    const kept = await mapImportFile(tx, { fileId: file.id, mapping }, moment);
    return !kept.ok || name === '' ? kept : saveMapping(tx, actor, { kind, name, mapping }, moment);
  });
  if (done.ok) return redirect(`/staff/import/${file.id}`);
  const fieldErrors = { name: ['Use 60 characters or fewer for the name.'] };
  return data({ ...formRefusal({ fieldErrors }), mapping, name }, 422);
}

export default function ImportColumns({ loaderData, actionData }: Route.ComponentProps) {
  const { fileId, fileName, kind, heads, sample, fields, saved } = loaderData;
  const mapping = actionData?.mapping ?? loaderData.mapping;
  return (
    <>
      <PageTitle title="Which column means what" site="Tallystick" hasErrors={Boolean(actionData)} />
      <ErrorSummary {...actionData} />
      <BackLink to="/staff/import">Import</BackLink>
      <PageHead title={<NameText text={fileName} />} facts={IMPORT_KINDS[kind].label} />
      <div className="staff-stack">
        {saved.length > 0 && <SavedMappings action={`/staff/import/${fileId}/columns`} saved={saved} />}
        {/* Drawn anew when another saved choice is asked for: defaults are set only once. */}
        <Form method="post" noValidate key={saved.find(({ isChosen }) => isChosen)?.id ?? 'suggested'}>
          <div className="staff-stack">
            <Panel title="Columns of the file">
              <ColumnTable fields={fields} heads={heads} sample={sample} mapping={mapping} />
            </Panel>
            <Panel title="How the file is written" pad>
              <FormStack>
                <StyleFields mapping={mapping} />
                <TextInput
                  name="name"
                  label="Save this choice as"
                  hint="The next file with these columns is read the same way. A name that is there already is replaced."
                  optional
                  size="medium"
                  error={actionData?.fieldErrors.name}
                  defaultValue={actionData?.name ?? loaderData.name}
                />
                <ButtonRow>
                  <Button busy="Reading…">Show what would happen</Button>
                </ButtonRow>
              </FormStack>
            </Panel>
          </div>
        </Form>
      </div>
    </>
  );
}
