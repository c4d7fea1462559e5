import { redirect } from 'react-router';
import { requireLink } from '#app/guards/require-link.server.ts';
import { HelpLink } from '#app/modules/help/ui/help-link.tsx';
import { BackLink } from '#app/ui/back-link.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { PortalTitle } from '#app/ui/portal-title.tsx';
import type { Route } from './+types/link-pay.ts';
import { linkPayer } from './link-payer.server.ts';
import { payAction } from './pay-action.server.ts';
import { fieldsOfAddress } from './pay-address.ts';
import { payPage } from './pay-page.server.ts';
import { PayReview } from './pay-review.tsx';

export async function loader(args: Route.LoaderArgs) {
  const payer = linkPayer(await requireLink(args), args.params.token);
  const page = await payPage(payer, fieldsOfAddress(args.url));
  const root = payer.linkPath ?? '';
  // Two people may hold the same link: what is paid meanwhile is told on the invoice's page.
  if (page.choice.lines.length === 0) throw redirect(root);
  return { ...page, root };
}

export async function action(args: Route.ActionArgs) {
  return payAction(linkPayer(await requireLink(args), args.params.token), args);
}

export default function LinkPay({ loaderData, actionData }: Route.ComponentProps) {
  const { key, today, company, email, bank, root } = loaderData;
  const { choice, trouble } = actionData ?? loaderData;
  const hasErrors = actionData?.hasErrors ?? Object.keys(choice.fieldErrors).length > 0;
  return (
    <>
      <PageTitle title="Check and pay" site={company} hasErrors={hasErrors} />
      <BackLink to={root}>The invoice</BackLink>
      <PortalTitle title="Check and pay" under="Nothing is taken until you press Pay at the end." />
      <PayReview
        choice={choice}
        trouble={trouble}
        hasErrors={hasErrors}
        idempotencyKey={key}
        today={today}
        company={company}
        email={email}
        bank={bank}
        quote={choice.lines[0]?.number ?? ''}
        backHref={root}
        root={root}
        mayChoose={false}
      />
      <HelpLink page="paying-and-fees" />
    </>
  );
}
