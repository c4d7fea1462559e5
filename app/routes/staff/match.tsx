import { useEffect, useRef, useState } from 'react';
import { data, Link, redirect } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { parseId } from '#app/kernel/ids.ts';
import { mayStaff } from '#app/modules/auth/types.ts';
import { redirectWithFlash } from '#app/platform/http/flash.server.ts';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { useLocale } from '#app/ui/locale.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import type { Route } from './+types/match.ts';
import { colleagues } from './colleagues.server.ts';
import { actOnAll, actOnLine } from './match-act.server.ts';
import { AllExact } from './match-all.tsx';
import { MatchBar, statementTitle } from './match-bar.tsx';
import { nextOpen, readDesk } from './match-desk.server.ts';
import { readFound } from './match-found.server.ts';
import { DeskKeys } from './match-key-list.tsx';
import { goOn, useDeskKeys } from './match-keys.ts';
import { ASKED_KINDS, type PanelOpen } from './match-panel-kinds.ts';
import { MatchRow } from './match-row.tsx';
import { askedView, deskTabs, hereOf, isShown } from './match-views.ts';
import { postedFields } from './posted.server.ts';

export async function loader(args: Route.LoaderArgs) {
  const { user, company } = await requireStaff(args, 'desk.read');
  const { url } = args;
  const statementId = parseId(args.params.id);
  const after = Number(/^\d{1,9}$/.exec(url.searchParams.get('after') ?? '')?.[0] ?? 0);
  const only = url.searchParams.get('only') === 'found';
  const found = await readFound(url, statementId);
  if (only) return data({ found } as never);
  const desk = statementId && (await readDesk({ statementId, after, locale: company.locale }));
  if (!desk) throw data({ title: 'There is no such statement', text: 'Its import may have been undone.' }, 404);
  const mayMatch = mayStaff(user.role, 'bank.match');
  const view = askedView(url);
  return {
    ...{ ...desk, view, mayMatch, found, here: hereOf(url), tabs: deskTabs(url, view, desk) },
    colleagues: mayMatch ? await colleagues() : [],
    at: Number(url.searchParams.get('at') ?? 0),
    doing: ASKED_KINDS.find((kind) => kind === url.searchParams.get('do')) ?? null,
    asksAll: url.searchParams.get('do') === 'all',
  };
}

/** One line, or all that are exact. A script is answered in the row; without one the way leads back to the next open line. */
export async function action(args: Route.ActionArgs) {
  const who = await requireStaff(args, 'bank.match');
  const statementId = parseId(args.params.id);
  if (!statementId) throw data({ title: 'There is no such statement', text: 'Reload the page.' }, 404);
  const posted = await postedFields(args.request);
  const here = hereOf(args.url);
  if (posted.intent === 'all') {
    const { matched, refused } = await actOnAll(statementId, posted, who);
    const left = refused.length === 0 ? '' : ` ${refused.length} stayed open: ${refused[0]!.error}`;
    return redirectWithFlash(here, `${matched} lines matched.${left}`, refused.length === 0 ? 'positive' : 'warn');
  }
  const done = await actOnLine(statementId, posted, who);
  if (posted.of('script') === 'yes') return data(done.ok ? { lineId: posted.of('lineId') } : done.refusal);
  if (!done.ok) return data(done.refusal, 422);
  const next = await nextOpen(statementId, done.value.lineNo);
  throw redirect(next ? `${here}${here.includes('?') ? '&' : '?'}at=${next.lineNo}` : `${here}#end`);
}

export default function Match({ loaderData, actionData }: Route.ComponentProps) {
  const { statement, progress, lines, view, tabs, here, mayMatch, found, at, doing, nextAfter } = loaderData;
  const desk = useRef<HTMLElement>(null);
  const [panel, setPanel] = useState<PanelOpen | null>(null);
  const [asksAll, setAsksAll] = useState(loaderData.asksAll);
  // Lines once on this list stay in their places: what was matched collapses there.
  const seen = useRef({ here, ids: new Set<string>() });
  if (seen.current.here !== here) seen.current = { here, ids: new Set() };
  const shown = lines.filter((line) => isShown(line, view) || seen.current.ids.has(line.id));
  useEffect(() => {
    for (const { id } of shown) seen.current.ids.add(id);
  });
  const onKeyDown = useDeskKeys(desk, { open: setPanel, askAll: () => setAsksAll(true) });
  const error = actionData && 'error' in actionData ? actionData : null;
  const panelFor = (id: string, lineNo: number): PanelOpen | null =>
    panel ? (panel.lineId === id ? panel : null) : doing && at === lineNo ? { lineId: id, kind: doing } : null;
  return (
    <section ref={desk} aria-label="Matching" className="match-desk" onKeyDown={onKeyDown}>
      <PageTitle
        title={`Match ${statementTitle(statement, useLocale())}`}
        site="Tallystick"
        hasErrors={Boolean(error)}
      />
      <MatchBar {...{ statement, progress, lines, tabs }} />
      {mayMatch && (
        <AllExact
          lines={shown}
          currency={statement.currency}
          here={here}
          isAsked={asksAll}
          onAsk={() => setAsksAll(true)}
          onLeave={() => setAsksAll(false)}
        />
      )}
      {shown.length === 0 ? (
        <EmptyState action={<Link to="?view=open">Show all lines</Link>}>Nothing here in this view.</EmptyState>
      ) : (
        <ol className="match-lines" aria-label="Bank lines">
          {shown.map((line) => (
            <MatchRow
              key={line.id}
              {...{ line, here, mayMatch, currency: statement.currency }}
              isNext={line.lineNo === at && !doing}
              panel={panelFor(line.id, line.lineNo)}
              panelData={{ colleagues: loaderData.colleagues, found }}
              error={error?.lineId === line.id ? (error.error ?? null) : null}
              onOpen={setPanel}
              onSent={(row) => {
                setPanel(null);
                if (desk.current) goOn(desk.current, row);
              }}
            />
          ))}
        </ol>
      )}
      <p className="match-end" id="end">
        {nextAfter === null ? (
          <Link data-end to={`/staff/bank/${statement.id}`}>
            See what this statement proves
          </Link>
        ) : (
          <Link data-end to={`?view=${view}&after=${nextAfter}`}>
            Next lines
          </Link>
        )}
      </p>
      {mayMatch && <DeskKeys />}
    </section>
  );
}
