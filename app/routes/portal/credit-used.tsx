import { data } from 'react-router';
import { requirePortal } from '#app/guards/require-portal.server.ts';
import { formatMoney } from '#app/kernel/format-money.ts';
import { type OpenItemId, parseId } from '#app/kernel/ids.ts';
import { money } from '#app/kernel/money.ts';
import { creditUse } from '#app/modules/cash-application/queries/credit-use.server.ts';
import { isAskTold } from '#app/modules/inbox/queries/ask-faults.server.ts';
import { openItemsOf } from '#app/modules/ledger/queries/open-items.server.ts';
import { portalDb } from '#app/platform/db/handles.server.ts';
import { readAsPortal } from '#app/platform/db/portal-scope.server.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { ButtonRow, LinkButton } from '#app/ui/button.tsx';
import { useLocale } from '#app/ui/locale.tsx';
import { Note } from '#app/ui/message.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Section } from '#app/ui/panel.tsx';
import { PortalTitle } from '#app/ui/portal-title.tsx';
import type { Route } from './+types/credit-used.ts';
import { foundOr404 } from './found-or-404.ts';
import { UsedCredit } from './used-credit.tsx';
import { lookAgainSeconds, waitingWords } from './waiting-words.ts';

export async function loader(args: Route.LoaderArgs) {
  const { scope, customerId, company } = await requirePortal(args, 'view');
  const useId = foundOr404(parseId<OpenItemId>(args.params.useId), 'credit');
  const page = await readAsPortal(portalDb(), scope, async (db) => {
    const use = await creditUse(db, { useId });
    const own = foundOr404(use?.customerId === customerId && use.attemptId === null ? use : null, 'credit');
    const itemIds = own.parts.map((part) => part.debitItemId);
    const open = await openItemsOf(db, { customerId, currency: own.currency, itemIds });
    const left = new Map(open.map((item) => [item.id, item.residualMinor]));
    const { currency, amountMinor, usedMinor } = own;
    const isDone = own.doneAt !== null;
    return {
      ...{ currency, amountMinor, usedMinor, isDone, company: company.name },
      isLookedAt: !isDone && (await isAskTold(db, { kind: 'credit', subjectId: useId })),
      parts: own.parts.map((part) => ({ ...part, leftMinor: left.get(part.debitItemId) ?? 0n })),
    };
  });
  return data(page, page.isDone ? undefined : { headers: { Refresh: lookAgainSeconds(page.isLookedAt) } });
}

export const headers = ({ loaderHeaders }: Route.HeadersArgs) => loaderHeaders;

export default function CreditUsed({ loaderData }: Route.ComponentProps) {
  const { currency, amountMinor, usedMinor, isDone, isLookedAt, parts, company } = loaderData;
  const locale = useLocale();
  const words = (minor: bigint) => formatMoney(money(minor, currency), locale);
  const title = isDone ? 'Your credit is used' : 'Your credit is being used';
  return (
    <>
      <PageTitle title={title} site={company} />
      <BackLink to="/payments">Payments</BackLink>
      <PortalTitle title={title} />
      <div role="status">
        <Note tone={isDone ? 'positive' : 'info'}>
          {isDone
            ? `We set ${words(usedMinor ?? 0n)} of credit against your invoices. You have not been charged.`
            : waitingWords(isLookedAt)}
          {isDone && usedMinor !== null && usedMinor < amountMinor && (
            <> Something had changed meanwhile, so {words(amountMinor - usedMinor)} stays as credit.</>
          )}
        </Note>
      </div>
      <Section title="Where it went">
        <UsedCredit parts={parts} currency={currency} />
      </Section>
      <div className="gap-part">
        <ButtonRow>
          <LinkButton to="/">See what is still due</LinkButton>
        </ButtonRow>
      </div>
    </>
  );
}
