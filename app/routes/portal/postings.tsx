import { data } from 'react-router';
import { requirePortal } from '#app/guards/require-portal.server.ts';
import { sealOrFind } from '#app/modules/ledger/commands/seal-or-find.server.ts';
import { noSuchSealWords, readFigure } from '#app/modules/ledger/forms.ts';
import { itemPostings } from '#app/modules/ledger/queries/item-postings.server.ts';
import type { FigureAddress, FigurePart } from '#app/modules/ledger/types.ts';
import { KnownAtText } from '#app/modules/ledger/ui/known-at-text.tsx';
import { PostingsTable } from '#app/modules/ledger/ui/postings-table.tsx';
import { movementWords } from '#app/modules/statements/ui/movement-words.ts';
import { portalDb } from '#app/platform/db/handles.server.ts';
import { readAsPortal } from '#app/platform/db/portal-scope.server.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Pager } from '#app/ui/pager.tsx';
import { Section } from '#app/ui/panel.tsx';
import { PortalTitle } from '#app/ui/portal-title.tsx';
import type { Route } from './+types/postings.ts';
import { documentPath } from './document-path.ts';

const PAGE_SIZE = 200;
const AFTER = /^\d{1,9}$/;

export const handle = { wide: true };

/** The customer's own rows that make a figure of the overview or of a statement. */
export async function loader(args: Route.LoaderArgs) {
  const { scope, customerId, company } = await requirePortal(args, 'view');
  const asked = args.url.searchParams;
  const figure = readFigure(asked);
  if (!figure) throw data({ title: 'No such figure', text: 'Open a figure from your overview or a statement.' }, 404);
  const known = asked.get('known');
  const seal = known ? await sealOrFind(portalDb(), known) : null;
  if (seal && !seal.ok) throw data({ title: 'No such seal', text: noSuchSealWords(seal.refusal) }, 404);
  const knownAt = seal?.value;
  const after = AFTER.test(asked.get('after') ?? '') ? Number(asked.get('after')) : 0;
  // Whatever customer the address names, the rows are those of the one who is signed in.
  const page = await readAsPortal(portalDb(), scope, (db) =>
    itemPostings(db, { ...figure, customerId, knownAt }, { after, limit: PAGE_SIZE }),
  );
  const next = new URLSearchParams(asked);
  next.set('after', String(page.next));
  return {
    figure,
    page,
    seal: knownAt ?? null,
    zone: company.timeZone,
    company: company.name,
    nextHref: page.next ? `/postings?${next}` : null,
  };
}

export default function Postings({ loaderData }: Route.ComponentProps) {
  const { figure, page, seal, zone, company, nextHref } = loaderData;
  return (
    <>
      <PageTitle title="What makes this figure" site={company} />
      <BackLink to={seal ? '/statements' : '/'}>{seal ? 'Statements' : 'Overview'}</BackLink>
      <PortalTitle
        title={`${titleOf(figure)}, ${figure.currency}`}
        under={
          <>
            {figure.asOf && (
              <>
                On <DateText date={figure.asOf} />.{' '}
              </>
            )}
            {seal ? <KnownAtText seal={seal} zone={zone} /> : 'As known now'}
          </>
        }
      />
      <Section title="The entries that make this figure">
        {page.rows.length === 0 ? (
          <EmptyState>No entry makes this figure: it is zero.</EmptyState>
        ) : (
          <PostingsTable
            page={page}
            currency={figure.currency}
            wordsOf={(kind) => movementWords({ kind, method: '', amountMinor: 1n }).replace(', thank you', '')}
            hrefOf={documentPath}
            cards
          />
        )}
        <Pager label="Entries" nextHref={nextHref} />
      </Section>
    </>
  );
}

const PARTS: Readonly<Record<FigurePart, string>> = {
  all: 'Balance',
  open: 'What is open',
  debits: 'What is open',
  credits: 'Credit on account',
  'taken-off': 'Credit on account',
  due: 'Due now',
  later: 'Not due yet',
  late: 'After the due date',
  'not-due': 'Not due yet',
  '1-30': '1 to 30 days after the due date',
  '31-60': '31 to 60 days after the due date',
  '61-90': '61 to 90 days after the due date',
  'over-90': 'More than 90 days after the due date',
};

const titleOf = ({ part, itemId, untilId }: Pick<FigureAddress, 'part' | 'itemId' | 'untilId'>): string => {
  if (itemId) return 'One entry';
  return untilId ? 'Balance after one entry' : PARTS[part];
};
