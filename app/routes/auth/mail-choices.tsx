import { data, Form } from 'react-router';
import { edgeOf } from '#app/guards/guarded-request.server.ts';
import type { MessageKind } from '#app/modules/delivery/types.ts';
import { OPTIONAL_WORDS } from '#app/modules/delivery/ui/optional-words.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { readFormData } from '#app/platform/http/read-body.server.ts';
import { Button, ButtonRow } from '#app/ui/button.tsx';
import { CheckboxGroup } from '#app/ui/choices.tsx';
import { Message } from '#app/ui/message.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { chooseMails, mailChoices, readerOf } from '#app/workflows/mail-choices.server.ts';
import { mailSecret } from '#app/workflows/web-outside.server.ts';
import type { Route } from './+types/mail-choices.ts';

const FORM_BYTES_MAX = 4_096;

function readerOr404(token: string) {
  const reader = readerOf(token, mailSecret());
  if (!reader) throw data({ title: 'This address is not one of ours', text: 'Open it from one of our e-mails.' }, 404);
  return reader;
}

/** Which optional mails an address gets. The address in the mail opens it, without a sign-in, and opens nothing else. */
export async function loader(args: Route.LoaderArgs) {
  const { company } = await edgeOf(args);
  const choices = await mailChoices(staffDb(), readerOr404(args.params.token));
  return { company: company.name, choices };
}

export async function action(args: Route.ActionArgs) {
  const { moment } = await edgeOf(args);
  const reader = readerOr404(args.params.token);
  const form = await readFormData(args.request, { bytesMax: FORM_BYTES_MAX });
  if (!form.ok) throw data({ title: 'This was too much at once', text: 'Nothing was saved.' }, 413);
  await chooseMails(staffDb(), reader, form.value.getAll('kinds') as MessageKind[], moment);
  return { saved: true };
}

export default function MailChoices({ loaderData, actionData }: Route.ComponentProps) {
  const { company, choices } = loaderData;
  return (
    <>
      <PageTitle title="Which e-mails you get" site={company} />
      <h1 className="mb-4">
        Which <span className="whitespace-nowrap">e-mails</span> you get
      </h1>
      {actionData?.saved && <Message>Saved. It holds from the next e-mail on.</Message>}
      <p className="mb-6 prose">
        Invoices, credit notes, receipts and notices the law asks for are always sent. Statements can always be read
        where you sign in, whatever you choose here.
      </p>
      <Form method="post">
        <CheckboxGroup
          name="kinds"
          label="Send me"
          defaultValues={choices.filter(({ gets }) => gets).map(({ kind }) => kind)}
          choices={choices.map(({ kind }) => ({ value: kind, label: OPTIONAL_WORDS[kind] ?? kind }))}
        />
        <ButtonRow>
          <Button busy="Saving…">Save</Button>
        </ButtonRow>
      </Form>
    </>
  );
}
