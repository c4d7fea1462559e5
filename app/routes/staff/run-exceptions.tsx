import { Link } from 'react-router';
import type { RunFinding } from '#app/modules/billing-runs/types.ts';
import { FINDING_WORDS, findingTitle, fixPath, isFindingCode } from '#app/modules/billing-runs/ui/finding-words.ts';
import type { FormRefusal } from '#app/platform/http/form.server.ts';
import { CountHead, CountList } from '#app/ui/count-list.tsx';
import { Disclosure } from '#app/ui/disclosure.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { FindingRows } from './run-finding-rows.tsx';
import { LeftOut } from './run-left-out.tsx';
import type { RunPage } from './run-page.server.ts';

/** How many of a group are shown in place; the list of drafts has them all. */
const SHOWN_MAX = 12;
const NAMED = 2;

type ExceptionsProps = { page: RunPage; result: FormRefusal | undefined };

/** What was found, grouped: what keeps drafts out with the link that mends each, and what is worth a look. */
export function RunExceptions({ page, result }: ExceptionsProps) {
  const { counts } = page.progress;
  const all = counts.ready + counts.blocked + counts.leftOut + counts.issued;
  const open = page.findings.filter(({ severity, overrideAt }) => severity === 'block' && !overrideAt);
  const letThrough = page.findings.filter(({ overrideAt }) => overrideAt !== null);
  const warned = page.findings.filter(({ severity }) => severity === 'warn');
  return (
    <Panel title="Exceptions" aside={`${all} drafts, ${counts.blocked + counts.leftOut} left out`}>
      {page.findings.length === 0 && counts.leftOut === 0 && (
        <EmptyState>Nothing was found. Every draft is as it should be.</EmptyState>
      )}
      {open.length > 0 && (
        <>
          <CountHead tone="danger" icon="block">
            Left out until fixed, {counts.blocked}
          </CountHead>
          <Groups page={page} findings={open} label="Left out until fixed" result={result} />
        </>
      )}
      {warned.length > 0 && (
        <>
          <CountHead tone="warn" icon="info">
            Worth a look, {counts.warned}.{' '}
            {page.isDone ? 'They were issued.' : 'They will be issued if nothing else stands against it.'}
          </CountHead>
          <Groups page={page} findings={warned} label="Worth a look" result={result} />
        </>
      )}
      <LeftOut progress={page.progress} runId={page.run.id} />
      {letThrough.length > 0 && (
        <>
          <CountHead icon="check">Let through with a reason, {letThrough.length}</CountHead>
          <CountList
            label="Let through"
            rows={letThrough.slice(0, SHOWN_MAX).map((finding) => ({
              ...{ key: finding.id, count: 1, title: findingTitle(finding.code) },
              detail: `${finding.customerName}: “${finding.overrideReason}”, ${finding.overrideByName}`,
              action: finding.draftId && (
                <Link to={`/staff/runs/${page.run.id}/drafts/${finding.draftId}`}>See it</Link>
              ),
            }))}
          />
        </>
      )}
    </Panel>
  );
}

function Groups({
  page,
  findings,
  label,
  result,
}: ExceptionsProps & { findings: readonly RunFinding[]; label: string }) {
  const groups = new Map<string, RunFinding[]>();
  for (const finding of findings) groups.set(finding.code, [...(groups.get(finding.code) ?? []), finding]);
  const rows = [...groups].map(([code, group]) => {
    const drafts = new Set(group.map(({ draftId }) => draftId)).size;
    const fixes = isFindingCode(code) ? FINDING_WORDS[code].fix : (['See it', 'See them'] as const);
    const first = group[0]!;
    return {
      ...{ key: code, count: drafts, title: findingTitle(code), detail: namesOf(group) },
      action:
        group.length === 1 ? (
          <Link to={fixPath(first.facts, page.run.id)}>{fixes[0]}</Link>
        ) : (
          <Link to={`/staff/runs/${page.run.id}/drafts?code=${code}`}>
            {first.severity === 'warn' ? `See ${drafts}` : fixes[1]}
          </Link>
        ),
      more: (
        <Disclosure
          shut={first.severity === 'block' ? 'Fix or let through' : 'Details'}
          startOpen={group.some(({ id }) => id === result?.values.finding)}
        >
          <FindingRows page={page} findings={group.slice(0, SHOWN_MAX)} result={result} />
          {group.length > SHOWN_MAX && (
            <Link to={`/staff/runs/${page.run.id}/drafts?code=${code}`}>See all {group.length}</Link>
          )}
        </Disclosure>
      ),
    };
  });
  return <CountList label={label} rows={rows} />;
}

/** The first customers by name, and how many more. */
function namesOf(group: readonly RunFinding[]): string {
  const names = [...new Set(group.map(({ customerName }) => customerName))];
  const more = names.length - NAMED;
  return more > 0 ? `${names.slice(0, NAMED).join(', ')}, ${more} more.` : `${names.join(', ')}.`;
}
