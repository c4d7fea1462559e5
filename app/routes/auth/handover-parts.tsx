import { Form } from 'react-router';
import { showText } from '#app/kernel/show-text.ts';
import type { HandoverPage } from '#app/modules/disputes/queries/get-handover.server.ts';
import { Button } from '#app/ui/button.tsx';
import { InstantText } from '#app/ui/date-text.tsx';
import { Definition } from '#app/ui/definition.tsx';
import type { FieldErrors } from '#app/ui/field.tsx';
import { FileInput, FormStack, TextArea, TextInput } from '#app/ui/inputs.tsx';
import { Section } from '#app/ui/panel.tsx';

type QuestionProps = { page: HandoverPage; zone: string; locale: string; token: string };

/** What is asked, by whom, and what the customer says. */
export function Question({ page, zone, locale, token }: QuestionProps) {
  return (
    <>
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
            <li key={line.id}>
              <bdi>{showText(line.description)}</bdi>
              {line.claimed && `: ${line.claimed} instead of ${line.billed}`}
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
    </>
  );
}

type AnswerProps = { values: Record<string, string | undefined>; errors: FieldErrors };

/** The answer, with a name and files. */
export function AnswerForm({ values, errors }: AnswerProps) {
  return (
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
  );
}
