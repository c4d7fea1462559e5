import { type ReactNode, useEffect, useRef } from 'react';
import { Form, Link, NavLink, useLocation } from 'react-router';
import { classNames } from './class-names.ts';
import { Icon, type IconName } from './icon.tsx';
import { LookSwitch, useLook } from './look-switch.tsx';
import { MainPart } from './main-part.tsx';
import { Mark } from './mark.tsx';
import { ProgressLine } from './progress-line.tsx';
import { SkipLink } from './skip-link.tsx';

export type StaffNavItem = {
  to: string;
  label: string;
  icon: IconName;
  count?: number;
  end?: boolean;
  /** Beginnings of other addresses that belong to this part of the desk. */
  also?: readonly string[];
};
export type StaffNavGroup = { label: string; items: readonly StaffNavItem[] };

type StaffShellProps = {
  groups: readonly StaffNavGroup[];
  homeHref: string;
  /** The search page; Ctrl+K puts the cursor into its field from anywhere. */
  searchHref: string;
  person: { name: string; role: string; company: string };
  signOutAction: string;
  /** More links beside Sign out: the account page. */
  accountHref?: string;
  /** Only to force it; else this browser's choice. */
  density?: 'comfortable' | 'compact';
  /** Where the choice of colours and density is posted. */
  lookAction?: string;
  /** A standing banner above every page: demo mode, a statement not imported. */
  banner?: ReactNode;
  children: ReactNode;
};

/** A link of the menu, marked on every page of its part. */
function PartLink({ item: { to, end, also = [] }, children }: { item: StaffNavItem; children: ReactNode }) {
  const { pathname } = useLocation();
  if (!also.some((part) => pathname === part || pathname.startsWith(`${part}/`)))
    return (
      <NavLink to={to} end={end}>
        {children}
      </NavLink>
    );
  return (
    <Link to={to} aria-current="page">
      {children}
    </Link>
  );
}

/** Side bar with groups and counts, fluid work area; under 900 px the bar becomes a menu. */
export function StaffShell(props: StaffShellProps) {
  const { groups, homeHref, banner, children } = props;
  const look = useLook();
  const density = props.density ?? look?.density;
  return (
    <div className={classNames('staff', density === 'compact' && 'staff-compact')}>
      <SkipLink />
      <ProgressLine />
      <div className="staff-frame">
        <header className="staff-top">
          <Brand homeHref={homeHref} />
          <details className="drop-menu">
            <summary>Menu</summary>
            <nav aria-label="Main menu">
              <ul>
                <li>
                  <Link to={props.searchHref}>Search</Link>
                </li>
                {groups
                  .flatMap((group) => group.items)
                  .map((item) => (
                    <li key={item.to}>
                      <PartLink item={item}>
                        {item.label}
                        <Count count={item.count} />
                      </PartLink>
                    </li>
                  ))}
                {props.accountHref && (
                  <li>
                    <Link to={props.accountHref}>Your account</Link>
                  </li>
                )}
                <li className="px-3 py-2">
                  <LookSwitch action={props.lookAction ?? '/preferences'} withDensity />
                </li>
                <li>
                  <Form method="post" action={props.signOutAction}>
                    <button type="submit">Sign out</button>
                  </Form>
                </li>
              </ul>
            </nav>
          </details>
        </header>
        <SideBar {...props} />
        <MainPart className="staff-main" banner={banner}>
          {children}
        </MainPart>
      </div>
    </div>
  );
}

function SideBar(props: StaffShellProps) {
  const { groups, homeHref, searchHref, person, signOutAction, accountHref, lookAction = '/preferences' } = props;
  return (
    <header className="staff-side">
      <Brand homeHref={homeHref} />
      <SearchField action={searchHref} />
      <nav aria-label="Main" className="grid gap-4">
        {groups.map((group, index) => (
          <div key={group.label}>
            <p className="staff-group" id={`nav-group-${index}`}>
              {group.label}
            </p>
            <ul className="staff-nav" aria-labelledby={`nav-group-${index}`}>
              {group.items.map((item) => (
                <li key={item.to}>
                  <PartLink item={item}>
                    <Icon name={item.icon} />
                    {item.label}
                    <Count count={item.count} />
                  </PartLink>
                </li>
              ))}
            </ul>
          </div>
        ))}
      </nav>
      <div className="staff-me">
        <p>
          {person.name}, {person.role}
        </p>
        <p>{person.company}</p>
        <Form method="post" action={signOutAction} className="flex gap-3">
          {accountHref && <Link to={accountHref}>Account</Link>}
          <button type="submit" className="link-button">
            Sign out
          </button>
        </Form>
        <LookSwitch action={lookAction} withDensity />
      </div>
    </header>
  );
}

function Brand({ homeHref }: { homeHref: string }) {
  return (
    <Link className="staff-brand" to={homeHref}>
      <Mark />
      Tallystick
    </Link>
  );
}

function Count({ count }: { count?: number }) {
  if (!count) return null;
  return (
    <span className="nav-count">
      <span className="sr-only">, </span>
      {count}
      <span className="sr-only"> waiting</span>
    </span>
  );
}

function SearchField({ action }: { action: string }) {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey)
        return;
      event.preventDefault();
      field.current?.focus();
      field.current?.select();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
  return (
    <Form method="get" action={action} className="staff-find" role="search">
      <Icon name="search" />
      <input
        ref={field}
        type="search"
        name="q"
        placeholder="Find"
        aria-label="Find a customer, invoice, amount or reference"
        aria-keyshortcuts="Control+K"
        autoComplete="off"
      />
      <kbd>Ctrl K</kbd>
    </Form>
  );
}
