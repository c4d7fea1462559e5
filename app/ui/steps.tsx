export type Step = { label: string; state: 'done' | 'now' | 'ahead' };

/** Where one is in a fixed order of pages: set up, preview, issue, deliver. */
export function Steps({ steps, label = 'Steps' }: { steps: readonly Step[]; label?: string }) {
  return (
    <ol className="steps" aria-label={label}>
      {steps.map((step) => (
        <li
          key={step.label}
          className={step.state === 'done' ? 'step-done' : undefined}
          aria-current={step.state === 'now' ? 'step' : undefined}
        >
          {step.label}
          {step.state === 'done' && <span className="sr-only">, done</span>}
        </li>
      ))}
    </ol>
  );
}
