import type { StateProgress } from '#app/modules/banking/queries/statements.server.ts';
import type { DeskTab } from './match-bar.tsx';
import type { DeskLine } from './match-desk.server.ts';

const MATCH_VIEWS = ['open', 'exact', 'likely', 'choose', 'done'] as const;
type MatchView = (typeof MATCH_VIEWS)[number];

export const askedView = (url: URL): MatchView =>
  MATCH_VIEWS.find((view) => view === url.searchParams.get('view')) ?? 'open';

/** Open shows every line in its place, those that are done folded; the others show only their own. */
export function isShown(line: Pick<DeskLine, 'state' | 'sureness'>, view: MatchView): boolean {
  if (view === 'open') return true;
  if (view === 'done') return line.state !== 'open';
  return line.state === 'open' && line.sureness === view;
}

/** The address of the list, without what was open in it. */
export function hereOf(url: URL): string {
  const kept = new URLSearchParams();
  for (const name of ['view', 'after']) {
    const value = url.searchParams.get(name);
    if (value && /^\w+$/.test(value)) kept.set(name, value);
  }
  return kept.size > 0 ? `${url.pathname}?${kept}` : url.pathname;
}

const LABELS: Readonly<Record<MatchView, string>> = {
  open: 'Open',
  exact: 'Exact',
  likely: 'Likely',
  choose: 'To choose',
  done: 'Done',
};

/** Open and done count the whole statement; how sure something is, is known of the lines on this page. */
export function deskTabs(
  url: URL,
  current: MatchView,
  { progress, lines }: { progress: readonly StateProgress[]; lines: readonly DeskLine[] },
): DeskTab[] {
  const inStates = (isOpen: boolean) =>
    progress.filter(({ state }) => (state === 'open') === isOpen).reduce((sum, { count }) => sum + count, 0);
  const after = url.searchParams.get('after');
  return MATCH_VIEWS.map((view) => ({
    to: `?view=${view}${after && /^\d+$/.test(after) ? `&after=${after}` : ''}`,
    label: LABELS[view],
    count:
      view === 'open' || view === 'done'
        ? inStates(view === 'open')
        : lines.filter((line) => isShown(line, view)).length,
    current: view === current,
  }));
}
