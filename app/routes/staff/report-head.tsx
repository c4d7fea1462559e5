import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { Seal } from '#app/modules/ledger/types.ts';
import { KnownAtText } from '#app/modules/ledger/ui/known-at-text.tsx';
import { BackLink } from '#app/ui/back-link.tsx';
import { LinkButton } from '#app/ui/button.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';

type ReportHeadProps = {
  title: string;
  zone: string;
  fieldErrors: Readonly<Record<string, string[]>>;
  /** Null where the question could not be read. */
  of: { at: { asOf: PlainDate; knownAt: Seal }; csvHref: string } | null;
};

/** The head of a report of two clocks: its day, its seal, and its file. */
export function ReportHead({ title, zone, fieldErrors, of }: ReportHeadProps) {
  return (
    <>
      <PageTitle title={title} site="Tallystick" hasErrors={!of} />
      <ErrorSummary fieldErrors={fieldErrors} />
      <BackLink to="/staff/reports">Reports</BackLink>
      <PageHead
        title={title}
        facts={
          of && (
            <>
              <span>
                As of <DateText date={of.at.asOf} />
              </span>
              <KnownAtText seal={of.at.knownAt} zone={zone} />
            </>
          )
        }
        actions={
          of && (
            <LinkButton download to={of.csvHref} variant="second">
              Export CSV
            </LinkButton>
          )
        }
      />
    </>
  );
}
