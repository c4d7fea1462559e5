import type { MouseEvent } from 'react';

/**
 * For links to a place of the same page: moves the focus there by script. Left to the browser, the changed address would
 * count as a navigation, and the router would forget what a form came back with. Without script the link works as ever.
 */
export const jumpTo = (id: string) => (event: MouseEvent) => {
  const target = document.getElementById(id);
  if (!target) return;
  event.preventDefault();
  target.focus();
};
