import type { ReactNode } from 'react';
import { Icon } from './icon.tsx';

/** Every control's id comes from its name, so that the error summary can link to it. */
export const fieldId = (name: string): string => `f-${name.replace(/[^\w-]+/g, '-')}`;

export type FieldErrors = Readonly<Record<string, readonly string[] | undefined>>;

/** What a control needs to be tied to its label, hint and error. */
export type FieldWiring = {
  id: string;
  name: string;
  'aria-describedby'?: string;
  'aria-invalid'?: true;
};

export type FieldWords = {
  name: string;
  label: ReactNode;
  hint?: ReactNode;
  /** One or more messages; the first is shown. */
  error?: string | readonly string[];
  /** Adds "(optional)". Mark what is optional, not what is required. */
  optional?: boolean;
  /** The label is read but not shown (a table cell already names the field). */
  labelHidden?: boolean;
};

const firstError = (error: FieldWords['error']): string | undefined => (typeof error === 'string' ? error : error?.[0]);

/** The ids that tie a control to its words. */
export function fieldWiring({ name, hint, error }: Pick<FieldWords, 'name' | 'hint' | 'error'>): FieldWiring {
  const id = fieldId(name);
  const failed = firstError(error);
  const described = [hint ? `${id}-hint` : '', failed ? `${id}-error` : ''].filter(Boolean).join(' ');
  return {
    id,
    name,
    ...(described ? { 'aria-describedby': described } : {}),
    ...(failed ? { 'aria-invalid': true as const } : {}),
  };
}

type FieldProps = FieldWords & { children: (wiring: FieldWiring) => ReactNode };

/** Label, hint, error, control. The same words stand in the error summary. */
export function Field({ children, ...words }: FieldProps) {
  const wiring = fieldWiring(words);
  return (
    <div className="field">
      <label className={words.labelHidden ? 'sr-only' : 'field-label'} htmlFor={wiring.id}>
        {words.label}
        {words.optional && <span className="field-optional"> (optional)</span>}
      </label>
      {words.hint && (
        <p className="field-hint" id={`${wiring.id}-hint`}>
          {words.hint}
        </p>
      )}
      <FieldError id={wiring.id} error={words.error} />
      {children(wiring)}
    </div>
  );
}

/** The message at the field itself. */
export function FieldError({ id, error }: { id: string; error: FieldWords['error'] }) {
  const text = firstError(error);
  if (!text) return null;
  return (
    <p className="field-error" id={`${id}-error`}>
      <Icon name="info" />
      <span>
        <span className="sr-only">Error: </span>
        {text}
      </span>
    </p>
  );
}
