import type { NextStep } from '#app/modules/activity/types.ts';
import { DateText } from '#app/ui/date-text.tsx';

/** What is to be done next, by when, and who said so. */
export function StepWords({ step }: { step: NextStep }) {
  return (
    <>
      {step.step}
      <span className="under">
        {step.on && (
          <>
            by <DateText date={step.on} />,{' '}
          </>
        )}
        {step.madeByName}
      </span>
    </>
  );
}
