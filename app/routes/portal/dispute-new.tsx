import { data } from 'react-router';
import { requirePortal } from '#app/guards/require-portal.server.ts';
import type { Route } from './+types/dispute-new.ts';
import { AskPage } from './ask-page.tsx';
import { ChooseInvoice } from './choose-invoice.tsx';
import { portalAsker } from './dispute-asker.server.ts';
import { askPage } from './dispute-page.server.ts';
import { raiseFromForm } from './dispute-raise.server.ts';
import { invoicesToAskAbout } from './invoices-to-ask.server.ts';

/** Says what is wrong with the invoice of the address, or asks about it; without one its customer chooses. */
export async function loader(args: Route.LoaderArgs) {
  const asker = portalAsker(await requirePortal(args, 'pay'));
  if (!args.url.searchParams.has('invoice')) return { page: null, choice: await invoicesToAskAbout(asker, args.url) };
  return { page: await askPage(asker, args.url), choice: null };
}

export async function action(args: Route.ActionArgs) {
  const asker = portalAsker(await requirePortal(args, 'pay'));
  const done = await raiseFromForm(asker, args);
  return done instanceof Response ? done : data({ refusal: done.refusal, found: done.found }, done.status);
}

export default function DisputeNew({ loaderData, actionData }: Route.ComponentProps) {
  const { page, choice } = loaderData;
  return page ? <AskPage page={page} again={actionData} /> : <ChooseInvoice {...choice} />;
}
