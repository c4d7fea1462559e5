import { data, redirect } from 'react-router';
import { edgeOf } from '#app/guards/guarded-request.server.ts';
import { handoverByToken } from '#app/modules/disputes/queries/get-handover.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Section } from '#app/ui/panel.tsx';
import type { Route } from './+types/handover.ts';
import { answerFromLink } from './handover.server.ts';
import { AnswerForm, Question } from './handover-parts.tsx';

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
      <h1 className="mb-4">
        A question about <span className="whitespace-nowrap">{page.number}</span>
      </h1>
      <Question {...{ page, zone, locale, token }} />
      <Section title="Your answer">
        <AnswerForm values={values} errors={actionData?.fieldErrors ?? {}} />
      </Section>
    </>
  );
}
