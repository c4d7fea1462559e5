import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';
import { FieldError, type FieldWords, fieldWiring } from './field.tsx';

type CheckboxProps = Omit<FieldWords, 'optional' | 'labelHidden'> & {
  value?: string;
  defaultChecked?: boolean;
  required?: boolean;
};

/** One thing to agree to or to switch on. The whole row is the target. */
export function Checkbox({ value = 'yes', defaultChecked, required, ...words }: CheckboxProps) {
  const wiring = fieldWiring(words);
  return (
    <div className="field">
      <FieldError id={wiring.id} error={words.error} />
      <label className="choice choice-single" htmlFor={wiring.id}>
        <input type="checkbox" {...wiring} value={value} defaultChecked={defaultChecked} required={required} />
        <span>{words.label}</span>
        {words.hint && (
          <span className="choice-hint" id={`${wiring.id}-hint`}>
            {words.hint}
          </span>
        )}
      </label>
    </div>
  );
}

export type Choice = { value: string; label: ReactNode; hint?: ReactNode; disabled?: boolean };

type ChoiceGroupProps = Omit<FieldWords, 'labelHidden'> & {
  choices: readonly Choice[];
  /** A heading-sized legend, where the group is a step of the page. */
  large?: boolean;
};

function ChoiceGroup({ type, chosen, large, choices, ...words }: ChoiceGroupProps & GroupKind) {
  const wiring = fieldWiring(words);
  return (
    <fieldset className="field" aria-describedby={wiring['aria-describedby']}>
      <legend className={classNames('fieldset-title', large && 'fieldset-title-large')}>
        {words.label}
        {words.optional && <span className="field-optional"> (optional)</span>}
      </legend>
      {words.hint && (
        <p className="field-hint" id={`${wiring.id}-hint`}>
          {words.hint}
        </p>
      )}
      <FieldError id={wiring.id} error={words.error} />
      <div className="choice-list">
        {choices.map((choice, index) => {
          // The first control carries the group's id, so that the error summary lands on it.
          const id = index === 0 ? wiring.id : `${wiring.id}-${index}`;
          return (
            <label key={choice.value} className="choice" htmlFor={id}>
              <input
                type={type}
                id={id}
                name={words.name}
                value={choice.value}
                defaultChecked={chosen.includes(choice.value)}
                disabled={choice.disabled}
              />
              <span>{choice.label}</span>
              {choice.hint && <span className="choice-hint">{choice.hint}</span>}
            </label>
          );
        })}
      </div>
    </fieldset>
  );
}

type GroupKind = { type: 'radio' | 'checkbox'; chosen: readonly string[] };

/** One of a few; each choice is a full-width target. */
export function RadioGroup({ defaultValue, ...props }: ChoiceGroupProps & { defaultValue?: string }) {
  return <ChoiceGroup {...props} type="radio" chosen={defaultValue === undefined ? [] : [defaultValue]} />;
}

/** Any of a few; the schema on the server wants an array. */
export function CheckboxGroup({
  defaultValues = [],
  ...props
}: ChoiceGroupProps & { defaultValues?: readonly string[] }) {
  return <ChoiceGroup {...props} type="checkbox" chosen={defaultValues} />;
}
