import { requirePortal } from '#app/guards/require-portal.server.ts';
import { HelpLink } from '#app/modules/help/ui/help-link.tsx';
import { BackLink } from '#app/ui/back-link.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { PortalTitle } from '#app/ui/portal-title.tsx';
import type { Route } from './+types/pay.ts';
import { OutsideText } from './outside-text.tsx';
import { payAction } from './pay-action.server.ts';
import { fieldsOfAddress } from './pay-address.ts';
import { aloneOf, askedIn } from './pay-asked.server.ts';
import { AskedNote } from './pay-asked.tsx';
import { type Payer, payPage } from './pay-page.server.ts';
import { PayReview } from './pay-review.tsx';

async function payerOf(args: Route.LoaderArgs | Route.ActionArgs) {
  const portal = await requirePortal(args, 'pay');
  const { actor, scope, customerId, company, moment, user, membership } = portal;
  const payer: Payer = {
    ...{ actor, scope, customerId, company, moment, email: user.email, keyOwnerId: customerId, right: membership },
  };
  return { payer, name: membership.customerName, number: membership.customerNumber };
}

export async function loader(args: Route.LoaderArgs) {
  const { payer, name, number } = await payerOf(args);
  const asked = await askedIn(payer, args.url);
  const page = await payPage(payer, asked?.fields ?? fieldsOfAddress(args.url));
  return { ...page, name, number, asked: asked?.shown ?? null, alone: aloneOf(payer) };
}

export async function action(args: Route.ActionArgs) {
  const { payer } = await payerOf(args);
  return payAction(payer, args);
}

export default function Pay({ loaderData, actionData }: Route.ComponentProps) {
  const { key, today, company, email, bank, name, number, asked, alone } = loaderData;
  const { choice, trouble } = actionData ?? loaderData;
  const hasErrors = actionData?.hasErrors ?? Object.keys(choice.fieldErrors).length > 0;
  return (
    <>
      <PageTitle title="Check and pay" site={company} hasErrors={hasErrors} />
      <BackLink to="/">What you owe</BackLink>
      <PortalTitle
        title="Check and pay"
        under={
          <>
            <OutsideText text={name} />, account <span className="reference">{number}</span>. Nothing is taken until you
            press Pay at the end.
          </>
        }
      />
      {asked && <AskedNote asked={asked} />}
      <PayReview
        choice={choice}
        trouble={trouble}
        hasErrors={hasErrors}
        idempotencyKey={key}
        today={today}
        company={company}
        email={email}
        bank={bank}
        quote={number}
        backHref="/"
        root=""
        mayChoose
        askId={asked?.id}
        alone={alone}
      />
      <HelpLink page="paying-and-fees" />
    </>
  );
}
