import { data } from 'react-router';
import { requirePortal } from '#app/guards/require-portal.server.ts';
import { parseId } from '#app/kernel/ids.ts';
import { newId } from '#app/platform/db/new-id.server.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { Message } from '#app/ui/message.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import type { Route } from './+types/dispute.ts';
import { actOnDispute } from './dispute-act.server.ts';
import { portalAsker } from './dispute-asker.server.ts';
import { readShownDispute } from './dispute-read.server.ts';
import { DisputeView } from './dispute-view.tsx';
import { kindWords } from './dispute-words.ts';
import { foundOr404 } from './found-or-404.ts';
import { invoiceHrefOf } from './invoice-href.ts';

export async function loader(args: Route.LoaderArgs) {
  const asker = portalAsker(await requirePortal(args, 'view'));
  const disputeId = foundOr404(parseId(args.params.id), 'question');
  const { company, moment, mayPay } = asker;
  return {
    dispute: await readShownDispute(asker, disputeId),
    ...{ company: company.name, zone: company.timeZone, today: moment.today, mayWrite: mayPay },
    just: args.url.searchParams.get('just'),
    key: newId<never>() as string,
  };
}

export async function action(args: Route.ActionArgs) {
  const asker = portalAsker(await requirePortal(args, 'pay'));
  const disputeId = foundOr404(parseId(args.params.id), 'question');
  const { currency } = await readShownDispute(asker, disputeId);
  const done = await actOnDispute(asker, { disputeId, currency, request: args.request });
  return done instanceof Response ? done : data(done.typed, done.status);
}

const JUST: Readonly<Record<string, string>> = {
  sent: 'Sent. A person here looks at it, and you hear from us by e-mail and here.',
  reply: 'Sent. We have your answer.',
  withdraw: 'Taken back. Thank you for telling us.',
  reopen: 'Open again. We look at it once more.',
};

export default function DisputePage({ loaderData, actionData }: Route.ComponentProps) {
  const { dispute, company, just, key } = loaderData;
  const said = actionData ? undefined : JUST[just ?? ''];
  return (
    <>
      <PageTitle
        title={`${kindWords(dispute.kind)}, ${dispute.number}`}
        site={company}
        hasErrors={Boolean(actionData)}
      />
      {actionData && <ErrorSummary fieldErrors={actionData.errors} formErrors={actionData.formErrors} />}
      <BackLink to="/disputes">Your questions</BackLink>
      {said && <Message>{said}</Message>}
      <DisputeView
        {...loaderData}
        idempotencyKey={key}
        typed={actionData ?? null}
        invoiceHref={(invoiceId) => invoiceHrefOf('', invoiceId)}
        fileHref={(fileId) => `/files/disputes/${fileId}`}
      />
    </>
  );
}
