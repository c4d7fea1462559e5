import { Form, Link } from 'react-router';
import type { RunFinding } from '#app/modules/billing-runs/types.ts';
import {
  FINDING_WORDS,
  findingDetail,
  findingTitle,
  fixPath,
  isFindingCode,
} from '#app/modules/billing-runs/ui/finding-words.ts';
import type { FormRefusal } from '#app/platform/http/form.server.ts';
import { Button } from '#app/ui/button.tsx';
import { TextInput } from '#app/ui/inputs.tsx';
import { useLocale } from '#app/ui/locale.tsx';
import { NameText } from './name-text.tsx';
import type { RunPage } from './run-page.server.ts';

type RowsProps = {
  page: Pick<RunPage, 'run' | 'may' | 'isPreview'>;
  findings: readonly RunFinding[];
  result: FormRefusal | undefined;
  /** On the page of one draft: its own findings need no name, but what they are. */
  draftId?: string;
};

/** Each finding with what it rests on, the link that mends it, and a reason to let it through in spite of it. */
export function FindingRows({ page, findings, result, draftId }: RowsProps) {
  const locale = useLocale();
  return (
    <ul className="plain-list">
      {findings.map((finding) => {
        const wording = isFindingCode(finding.code) ? FINDING_WORDS[finding.code].fix[0] : 'See it';
        const mayOverride =
          finding.severity === 'block' && !finding.overrideAt && page.may.prepare && page.run.state === 'previewed';
        return (
          <li key={finding.id}>
            <p>
              {draftId ? <strong>{findingTitle(finding.code)}. </strong> : <NameText text={finding.customerName} />}{' '}
              {findingDetail(finding.code, finding.facts, { locale })}{' '}
              {fixPath(finding.facts, page.run.id).endsWith(`/drafts/${draftId}`) ? null : (
                <Link to={fixPath(finding.facts, page.run.id)}>{wording}</Link>
              )}
              {finding.draftId && finding.draftId !== draftId && (
                <>
                  {' · '}
                  <Link to={`/staff/runs/${page.run.id}/drafts/${finding.draftId}`}>Draft</Link>
                </>
              )}
            </p>
            {mayOverride && finding.code !== 'no-exchange-rate' && (
              <Form method="post" action={`/staff/runs/${page.run.id}`} className="filter-bar">
                <input type="hidden" name="finding" value={finding.id} />
                <TextInput
                  name={`reason-${finding.id}`}
                  label={`Why ${finding.customerName} is billed all the same`}
                  error={result?.fieldErrors[`reason-${finding.id}`]}
                  maxLength={500}
                />
                <Button name="intent" value="override" variant="second" small busy="Letting through…">
                  Let through
                </Button>
              </Form>
            )}
          </li>
        );
      })}
    </ul>
  );
}
