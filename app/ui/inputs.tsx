import type { InputHTMLAttributes, ReactNode, SelectHTMLAttributes, TextareaHTMLAttributes } from 'react';
import { classNames } from './class-names.ts';
import { Field, type FieldWords } from './field.tsx';

type Native<Attributes> = Omit<Attributes, 'name' | 'id' | 'size' | 'aria-describedby' | 'aria-invalid'>;
export type InputSize = 'short' | 'medium' | 'full';

const sizeClass = (size: InputSize | undefined): string | false => size === 'short' && 'input-short';
const mediumClass = (size: InputSize | undefined): string | false => size === 'medium' && 'input-medium';

function split<Props extends FieldWords>(props: Props): [FieldWords, Omit<Props, keyof FieldWords>] {
  const { name, label, hint, error, optional, labelHidden, ...native } = props;
  return [{ name, label, hint, error, optional, labelHidden }, native];
}

type TextInputProps = FieldWords &
  Native<InputHTMLAttributes<HTMLInputElement>> & {
    size?: InputSize;
    /** One-time codes and references: monospaced, wide-set. */
    code?: boolean;
  };

/** Text, e-mail, telephone, password, search. `type=number` is not offered: a scroll wheel changes values. */
export function TextInput({ size, code, className, ...props }: TextInputProps) {
  const [words, native] = split(props);
  return (
    <Field {...words}>
      {(wiring) => (
        <input
          type="text"
          {...native}
          {...wiring}
          className={classNames('input', sizeClass(size), mediumClass(size), code && 'input-code', className)}
        />
      )}
    </Field>
  );
}

type MoneyInputProps = FieldWords &
  Native<InputHTMLAttributes<HTMLInputElement>> & {
    /** Written after the box; money without a currency is a number. */
    currency?: string;
  };

/** An amount as people write it: 1,234.50, 1234.5, £1234. The server says how it was understood. */
export function MoneyInput({ currency, className, ...props }: MoneyInputProps) {
  const [words, native] = split(props);
  return (
    <Field {...words}>
      {(wiring) => {
        const input = (
          <input
            autoComplete="off"
            {...native}
            {...wiring}
            type="text"
            inputMode="decimal"
            className={classNames('input', 'input-money', className)}
          />
        );
        if (!currency) return input;
        return (
          <span className="input-money-row">
            {input}
            <span className="text-muted">{currency}</span>
          </span>
        );
      }}
    </Field>
  );
}

type DateInputProps = FieldWords & Native<InputHTMLAttributes<HTMLInputElement>>;

/** A native date control; the value that is posted is YYYY-MM-DD whatever the reader's language. */
export function DateInput({ className, ...props }: DateInputProps) {
  const [words, native] = split(props);
  return (
    <Field {...words}>
      {(wiring) => (
        <input {...native} {...wiring} type="date" className={classNames('input', 'input-date', className)} />
      )}
    </Field>
  );
}

export type Option = { value: string; label: string; disabled?: boolean };

type SelectProps = FieldWords &
  Native<SelectHTMLAttributes<HTMLSelectElement>> & {
    options: readonly Option[];
    /** A first, empty choice: "Choose a country". */
    placeholder?: string;
    size?: InputSize;
  };

export function Select({ options, placeholder, size, className, ...props }: SelectProps) {
  const [words, native] = split(props);
  return (
    <Field {...words}>
      {(wiring) => (
        <select {...native} {...wiring} className={classNames('input', sizeClass(size), mediumClass(size), className)}>
          {placeholder !== undefined && <option value="">{placeholder}</option>}
          {options.map((option) => (
            <option key={option.value} value={option.value} disabled={option.disabled}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

type TextAreaProps = FieldWords & Native<TextareaHTMLAttributes<HTMLTextAreaElement>>;

export function TextArea({ className, rows = 4, ...props }: TextAreaProps) {
  const [words, native] = split(props);
  return (
    <Field {...words}>
      {(wiring) => <textarea {...native} {...wiring} rows={rows} className={classNames('input', className)} />}
    </Field>
  );
}

type FileInputProps = FieldWords & Native<InputHTMLAttributes<HTMLInputElement>>;

/** The form needs `encType="multipart/form-data"`; say the accepted types and the largest size in the hint. */
export function FileInput({ className, ...props }: FileInputProps) {
  const [words, native] = split(props);
  return (
    <Field {...words}>
      {(wiring) => (
        <input {...native} {...wiring} type="file" className={classNames('input', 'input-file', className)} />
      )}
    </Field>
  );
}

/** Fields below one another, then the buttons. */
export function FormStack({ children }: { children: ReactNode }) {
  return <div className="form-stack">{children}</div>;
}
