import { requireLink } from '#app/guards/require-link.server.ts';
import { parseId } from '#app/kernel/ids.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { Message } from '#app/ui/message.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { repliesComeTo } from '#app/workflows/web-outside.server.ts';
import type { Route } from './+types/link-dispute.ts';
import { linkAsker } from './dispute-asker.server.ts';
import { readShownDispute } from './dispute-read.server.ts';
import { DisputeView } from './dispute-view.tsx';
import { kindWords } from './dispute-words.ts';
import { foundOr404 } from './found-or-404.ts';
import { LinkAnswer } from './link-answer.tsx';

/** What was raised with this link, and what was answered. It is read here; who writes back signs in or answers the mail. */
export async function loader(args: Route.LoaderArgs) {
  const asker = linkAsker(await requireLink(args), args.params.token);
  const { company, moment, root, email } = asker;
  return {
    dispute: await readShownDispute(asker, foundOr404(parseId(args.params.id), 'question')),
    ...{ company: company.name, zone: company.timeZone, today: moment.today, root, email },
    ...{ help: company.help, repliesComeHere: repliesComeTo() !== null },
    isJustSent: args.url.searchParams.get('just') === 'sent',
  };
}

export default function LinkDispute({ loaderData }: Route.ComponentProps) {
  const { dispute, company, root, email, help, repliesComeHere, isJustSent } = loaderData;
  return (
    <>
      <PageTitle title={`${kindWords(dispute.kind)}, ${dispute.number}`} site={company} />
      <BackLink to={dispute.invoice ? `${root}?invoice=${dispute.invoice.id}` : root}>The invoice</BackLink>
      {isJustSent && (
        <Message>
          Sent. A person here looks at it. We answer at <bdi>{email}</bdi>, and on this page.
        </Message>
      )}
      <DisputeView
        {...loaderData}
        idempotencyKey=""
        mayWrite={false}
        typed={null}
        invoiceHref={(invoiceId) => `${root}?invoice=${invoiceId}`}
        fileHref={null}
        writeBack={<LinkAnswer {...{ dispute, email, help, repliesComeHere }} />}
      />
    </>
  );
}
