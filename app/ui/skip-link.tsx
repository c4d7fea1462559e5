import { jumpTo } from './jump-to.ts';

/** The first stop of the Tab key on every page. */
export function SkipLink() {
  return (
    <a className="skip-link" href="#main" onClick={jumpTo('main')}>
      Skip to the page
    </a>
  );
}
