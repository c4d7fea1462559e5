import { useEffect, useRef } from 'react';
import { type FieldErrors, fieldId } from './field.tsx';
import { jumpTo } from './jump-to.ts';

type ErrorSummaryProps = {
  fieldErrors?: FieldErrors;
  formErrors?: readonly string[];
  title?: string;
};

/**
 * Stands first on a page that came back with errors, takes the focus once and links to each field. The words are the
 * same as at the field. Nothing is drawn when there is nothing wrong.
 */
export function ErrorSummary({ fieldErrors = {}, formErrors = [], title = 'There is a problem' }: ErrorSummaryProps) {
  const box = useRef<HTMLDivElement>(null);
  const wrongFields = Object.entries(fieldErrors).flatMap(([name, texts]) =>
    texts?.[0] ? [{ name, text: texts[0] }] : [],
  );
  const signature = [...formErrors, ...wrongFields.map(({ name, text }) => `${name}:${text}`)].join('\n');

  useEffect(() => {
    if (signature) box.current?.focus();
  }, [signature]);

  if (!signature) return null;
  return (
    <div className="error-summary" ref={box} tabIndex={-1} role="alert" aria-labelledby="error-summary-title">
      <h2 id="error-summary-title">{title}</h2>
      <ul>
        {formErrors.map((text) => (
          <li key={text}>{text}</li>
        ))}
        {wrongFields.map(({ name, text }) => (
          <li key={name}>
            <a href={`#${fieldId(name)}`} onClick={jumpTo(fieldId(name))}>
              {text}
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}
