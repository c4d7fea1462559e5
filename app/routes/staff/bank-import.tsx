import { data, Form, Link, redirect } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { accountValue } from '#app/modules/banking/forms.ts';
import { ownAccounts } from '#app/modules/banking/queries/own-accounts.server.ts';
import { BANK_FILE_BYTES_MAX } from '#app/modules/banking/types.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { redirectWithFlash } from '#app/platform/http/flash.server.ts';
import { formRefusal } from '#app/platform/http/form.server.ts';
import { readUpload } from '#app/platform/http/read-upload.server.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { Button, ButtonRow } from '#app/ui/button.tsx';
import { Disclosure } from '#app/ui/disclosure.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { FileInput, FormStack, Select } from '#app/ui/inputs.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { stageBankFile } from '#app/workflows/import-bank-file.server.ts';
import { webProducer } from '#app/workflows/web-outside.server.ts';
import type { Route } from './+types/bank-import.ts';
import { swallowTooLarge } from './posted.server.ts';

const FORM_OVERHEAD_BYTES = 64 * 1024;
const TOO_LARGE = 'The file is larger than 32 MB. Ask the bank for it by the month. Nothing was read.';

export async function loader(args: Route.LoaderArgs) {
  await requireStaff(args, 'bank.import');
  return { accounts: await ownAccounts(staffDb()) };
}

/** Puts the file aside and leads to its preview; nothing counts before it is imported there. */
export async function action(args: Route.ActionArgs) {
  const { actor, moment } = await requireStaff(args, 'bank.import');
  if (await swallowTooLarge(args.request, BANK_FILE_BYTES_MAX + FORM_OVERHEAD_BYTES))
    return data(formRefusal({ fieldErrors: { file: [TOO_LARGE] } }), 413);
  const sent = await readUpload(args.request, { field: 'file', maxBytes: BANK_FILE_BYTES_MAX });
  if (!sent.ok) {
    const isTooLarge = sent.refusal.code === 'too-large';
    return data(
      formRefusal({ fieldErrors: { file: [isTooLarge ? TOO_LARGE : sent.refusal.text] } }),
      isTooLarge ? 413 : 422,
    );
  }
  const { upload, fields } = sent.value;
  const named = Object.fromEntries(fields).account ?? '';
  const account = (await ownAccounts(staffDb())).find((one) => accountValue(one) === named);
  const wish = account ? { account: { account: account.account, currency: account.currency } } : {};
  const staged = await stageBankFile(webProducer(), actor, { ...upload, wish }, moment);
  if (staged.ok) return redirect(`/staff/bank/imports/${staged.value.importId}`);
  if (staged.refusal.code === 'disk-full')
    return data(
      formRefusal({ formErrors: ['The disk is full. Nothing was stored; tell who runs this machine.'] }),
      507,
    );
  const { importId, fileName, state } = staged.refusal;
  const where = state === 'stored' ? 'It is imported already' : 'It waits here already';
  return redirectWithFlash(`/staff/bank/imports/${importId}`, `${where}, as ${fileName}. Nothing was added.`, 'info');
}

export default function BankImport({ loaderData, actionData }: Route.ComponentProps) {
  const { accounts } = loaderData;
  return (
    <>
      <PageTitle title="Import a bank statement" site="Tallystick" hasErrors={Boolean(actionData)} />
      <ErrorSummary {...actionData} />
      <BackLink to="/staff/bank">Bank matching</BackLink>
      <PageHead title="Import a bank statement" />
      <Panel title="Nothing counts before you have seen what the file holds" pad>
        <div className="staff-stack">
          <Form method="post" encType="multipart/form-data" noValidate>
            <FormStack>
              <FileInput
                name="file"
                label="File of the bank"
                hint="CAMT.052, 053 or 054, MT940 or MT942, BAI2, OFX or QFX, or CSV. 32 MB at most."
                error={actionData?.fieldErrors.file}
              />
              <Select
                name="account"
                label="Account"
                optional
                hint="Only for a file that does not name its account, as most CSV files. How its columns are read is remembered."
                placeholder="As the file says"
                options={accounts.map((one) => ({
                  value: accountValue(one),
                  label: `${one.name}, ${one.currency} (${one.account.slice(-4)})`,
                }))}
              />
              <ButtonRow>
                <Button busy="Sending…">Show what the file holds</Button>
              </ButtonRow>
            </FormStack>
          </Form>
          <Disclosure shut="Which file to ask the bank for">
            <p className="prose">
              CAMT.053 or MT940 of a whole day or month: they name the account and both balances, so that we can prove
              that no line is missing. With CSV and OFX that cannot be proven in full, and the preview says so. Files
              that came before stand under <Link to="/staff/bank">Bank matching</Link>.
            </p>
          </Disclosure>
        </div>
      </Panel>
    </>
  );
}
