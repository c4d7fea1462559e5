import type { ReactNode } from 'react';
import { Link, NavLink } from 'react-router';
import { LookSwitch } from './look-switch.tsx';
import { MainPart } from './main-part.tsx';
import { Mark } from './mark.tsx';
import { ProgressLine } from './progress-line.tsx';
import { SkipLink } from './skip-link.tsx';

export type PortalNavItem = { to: string; label: string; end?: boolean };

/** In the same place on every page. */
export type HelpContact = { name?: string; email: string; phone?: string; hours?: string };

type PortalShellProps = {
  /** The company that bills. */
  company: string;
  /** Where its logo is served; left out, the product's mark stands there. */
  logo?: { readonly src: string; readonly width: number } | null;
  homeHref: string;
  /** Empty before sign-in and on a page opened from a link. */
  nav?: readonly PortalNavItem[];
  help: HelpContact;
  /** Who is signed in: name, a link to the account and a sign-out form. */
  account?: ReactNode;
  /** Where the choice of colours is posted. */
  lookAction?: string;
  /** Where help is read. */
  helpHref?: string;
  /** Lists may use 1,080 px instead of 720. */
  wide?: boolean;
  children: ReactNode;
};

/** One quiet column. */
export function PortalShell({
  company,
  logo,
  homeHref,
  nav = [],
  help,
  account,
  wide = false,
  lookAction = '/preferences',
  helpHref = '/help',
  children,
}: PortalShellProps) {
  const items = nav.map((item) => (
    <li key={item.to}>
      <NavLink to={item.to} end={item.end}>
        {item.label}
      </NavLink>
    </li>
  ));
  return (
    <div className="portal">
      <SkipLink />
      <ProgressLine />
      <header className="portal-head">
        <div className="portal-head-row">
          <Link className="portal-brand" to={homeHref}>
            {logo ? <img className="portal-logo" {...logo} height={36} alt="" /> : <Mark />}
            {company}
          </Link>
          {items.length > 0 && (
            <>
              <nav className="portal-nav" aria-label="Main">
                <ul>{items}</ul>
              </nav>
              <details className="drop-menu">
                <summary>Menu</summary>
                <nav aria-label="Main menu">
                  <ul>{items}</ul>
                </nav>
              </details>
            </>
          )}
        </div>
      </header>
      <MainPart className={wide ? 'portal-main portal-main-wide' : 'portal-main'}>{children}</MainPart>
      <footer className="portal-foot">
        <div className="portal-foot-row">
          <HelpLine help={help} pages={helpHref} />
          <div>
            {account && <div>{account}</div>}
            <p>Billing by Tallystick</p>
            <LookSwitch action={lookAction} />
          </div>
        </div>
      </footer>
    </div>
  );
}

function HelpLine({ help, pages }: { help: HelpContact; pages: string }) {
  return (
    <div>
      <p>
        Help with a bill: {help.name && `${help.name}, `}
        <a href={`mailto:${help.email}`}>{help.email}</a>
        {help.phone && (
          <>
            ,{' '}
            <a className="whitespace-nowrap" href={`tel:${help.phone.replace(/[^+\d]/g, '')}`}>
              {help.phone}
            </a>
          </>
        )}
      </p>
      {help.hours && <p>{help.hours}</p>}
      <p>
        <Link className="inline-block min-h-6" to={pages}>
          Help pages
        </Link>
      </p>
    </div>
  );
}
