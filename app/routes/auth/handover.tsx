import { data, Form, redirect } from 'react-router';
import { edgeOf } from '#app/guards/guarded-request.server.ts';
import { showText } from '#app/kernel/show-text.ts';
import { handoverByToken } from '#app/modules/disputes/queries/get-handover.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { Button } from '#app/ui/button.tsx';
import { InstantText } from '#app/ui/date-text.tsx';
import { Definition } from '#app/ui/definition.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { FileInput, FormStack, TextArea, TextInput } from '#app/ui/inputs.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Section } from '#app/ui/panel.tsx';
import type { Route } from './+types/handover.ts';
import { answerFromLink } from './handover.server.ts';

/** A question to a department, opened from a mail without an account: this question with its files, and nothing else. */
export async function loader(args: Route.LoaderArgs) {
  const { company } = await edgeOf(args);
  const page = await handoverByToken(staffDb(), args.params.token);
  return {
    ...{ company: company.name, locale: company.locale, zone: company.timeZone, token: args.params.token },
    page: page && !page.isOver ? page : null,
    isAnswered: page !== null && page.answeredAt !== null,
  };
}

export async function action(args: Route.ActionArgs) {
  const edge = await edgeOf(args);
  const done = await answerFromLink(args.request, args.params.token, edge);
  return done.ok ? redirect(`/h/${encodeURIComponent(args.params.token)}`) : data(done.refusal, 422);
}

export default function Handover({ loaderData, actionData }: Route.ComponentProps) {
  const { company, locale, zone, page, isAnswered, token } = loaderData;
  const errors = actionData?.fieldErrors ?? {};
  const values = (actionData?.values ?? {}) as Record<string, string | undefined>;
  if (!page) {
    const title = isAnswered ? 'Thank you, your answer is here' : 'This link is out of date';
    return (
      <>
        <PageTitle title={title} site={company} />
        <h1 className="mb-4">{title}</h1>
        <p className="prose">
          {isAnswered
            ? 'Whoever asked you reads it now. Nothing more is needed.'
            : 'The question was answered or taken back, or a newer e-mail has a newer link. Ask the colleague who wrote to you.'}
        </p>
      </>
    );
  }
  const title = `A question about ${page.number}`;
  return (
    <>
      <PageTitle title={title} site={company} hasErrors={Boolean(actionData)} />
      <ErrorSummary {...actionData} />
      <h1 className="mb-4">{title}</h1>
      <p className="prose mb-6" dir="auto">
        {showText(page.question)}
      </p>
      <Definition
        facts={[
          { label: 'Asked by', value: <bdi>{showText(page.askedByName)}</bdi> },
          { label: 'Please answer by', value: <InstantText at={page.dueAt} zone={zone} locale={locale} /> },
          { label: 'Customer', value: <bdi>{showText(page.customerName)}</bdi> },
          ...(page.invoiceNumber ? [{ label: 'Invoice', value: page.invoiceNumber }] : []),
        ]}
      />
      <Section title="What the customer says">
        <p>{showText(page.reasonLabel)}</p>
        {page.claim && (
          <p className="prose" dir="auto">
            {showText(page.claim)}
          </p>
        )}
        <ul>
          {page.lines.map((line) => (
            <li key={line.description}>
              <bdi>{showText(line.description)}</bdi>
              {line.quantity && `: ${line.quantity} instead of what was billed`}
            </li>
          ))}
        </ul>
        {page.files.map((file) => (
          <p key={file.id}>
            <a href={`/h/${encodeURIComponent(token)}/files/${file.id}`} download={file.name}>
              <bdi>{showText(file.name)}</bdi>
            </a>
          </p>
        ))}
      </Section>
      <Section title="Your answer">
        <Form method="post" encType="multipart/form-data" noValidate>
          <FormStack>
            <TextInput
              name="byName"
              label="Your name"
              autoComplete="name"
              defaultValue={values.byName}
              error={errors.byName}
            />
            <TextArea
              name="answer"
              label="What do you know about it?"
              hint="Your colleagues read this. The customer does not."
              rows={6}
              defaultValue={values.answer}
              error={errors.answer}
            />
            <FileInput
              name="files"
              label="Files"
              optional
              multiple
              hint="PDF, JPEG, PNG or WebP; five at most, 10 MB each."
              accept="application/pdf,image/jpeg,image/png,image/webp"
              error={errors.files}
            />
            <div>
              <Button busy="Sending…">Send answer</Button>
            </div>
          </FormStack>
        </Form>
      </Section>
    </>
  );
}
