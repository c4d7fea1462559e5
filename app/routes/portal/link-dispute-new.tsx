import { data } from 'react-router';
import { requireLink } from '#app/guards/require-link.server.ts';
import type { Route } from './+types/link-dispute-new.ts';
import { AskPage } from './ask-page.tsx';
import { linkAsker } from './dispute-asker.server.ts';
import { askPage } from './dispute-page.server.ts';
import { raiseFromForm } from './dispute-raise.server.ts';

/** The holder of a link says what is wrong with its invoice, or asks about it. */
export async function loader(args: Route.LoaderArgs) {
  const asker = linkAsker(await requireLink(args), args.params.token);
  return { page: await askPage(asker, args.url) };
}

export async function action(args: Route.ActionArgs) {
  const asker = linkAsker(await requireLink(args), args.params.token);
  const done = await raiseFromForm(asker, args);
  return done instanceof Response ? done : data({ refusal: done.refusal, found: done.found }, done.status);
}

export default function LinkDisputeNew({ loaderData, actionData }: Route.ComponentProps) {
  return <AskPage page={loaderData.page} again={actionData} />;
}
