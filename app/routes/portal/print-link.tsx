import { useEffect, useState } from 'react';

/** Prints the page. Only where script runs: the browser's own menu does it everywhere. */
export function PrintLink() {
  const [canPrint, setCanPrint] = useState(false);
  useEffect(() => setCanPrint(true), []);
  if (!canPrint) return null;
  return (
    <>
      {' · '}
      <button type="button" className="link-button" onClick={() => window.print()}>
        Print
      </button>
    </>
  );
}
