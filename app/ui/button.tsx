import type { ReactNode } from 'react';
import { Link, useNavigation } from 'react-router';
import { classNames } from './class-names.ts';

export type ButtonVariant = 'primary' | 'second' | 'quiet' | 'danger';

type Look = { variant?: ButtonVariant; small?: boolean; wide?: boolean; children: ReactNode };

const look = ({ variant = 'primary', small, wide }: Omit<Look, 'children'>): string =>
  classNames('button', variant !== 'primary' && `button-${variant}`, small && 'button-small', wide && 'button-wide') ??
  'button';

type ButtonProps = Look & {
  type?: 'submit' | 'button';
  name?: string;
  value?: string;
  /** Posts the surrounding form to another action, without client code. */
  formAction?: string;
  /** Posts a form that otherwise only asks. */
  formMethod?: 'post';
  /** The id of a form elsewhere on the page. */
  form?: string;
  /** What the button says while its form is on its way: "Paying…". Pressing again then does nothing. */
  busy?: string;
  /** Skips the browser's own checks: for Preview and Go back. */
  formNoValidate?: boolean;
  title?: string;
};

/** Words name the result ("Pay £204.00", "Send to customer"), never OK or Submit. */
export function Button({ busy, children, variant, small, wide, type = 'submit', ...rest }: ButtonProps) {
  const navigation = useNavigation();
  const sending =
    busy !== undefined &&
    navigation.state !== 'idle' &&
    navigation.formMethod !== undefined &&
    (rest.name === undefined || navigation.formData?.get(rest.name) === rest.value);
  return (
    <button
      {...rest}
      type={type}
      className={look({ variant, small, wide })}
      aria-disabled={sending || undefined}
      onClick={sending ? (event) => event.preventDefault() : undefined}
    >
      {sending ? busy : children}
    </button>
  );
}

type LinkButtonProps = Look & {
  to: string;
  /** Files and other answers that are not pages: a plain link, so that the browser downloads. */
  download?: boolean;
  title?: string;
};

export function LinkButton({ to, download, children, variant, small, wide, title }: LinkButtonProps) {
  const className = look({ variant, small, wide });
  return download ? (
    <a className={className} href={to} title={title}>
      {children}
    </a>
  ) : (
    <Link className={className} to={to} title={title}>
      {children}
    </Link>
  );
}

/** Buttons side by side; on a phone the filled ones take the whole width. */
export function ButtonRow({ children }: { children: ReactNode }) {
  return <div className="button-row">{children}</div>;
}

/** One main action and, behind the arrow, its variants. Works without script: the arrow is a disclosure. */
export function SplitButton({ main, label, children }: { main: ReactNode; label: string; children: ReactNode }) {
  return (
    <div className="button-split">
      {main}
      <details>
        <summary className="button" aria-label={label}>
          <svg className="icon" viewBox="0 0 16 16" aria-hidden="true">
            <path d="M4 6.500l4 4 4-4" />
          </svg>
        </summary>
        <ul>{children}</ul>
      </details>
    </div>
  );
}
