export const PANEL_KINDS = ['find', 'split', 'create', 'park', 'not-ours', 'ask'] as const;
/** `undo` is for a line that is done. */
export type PanelKind = (typeof PANEL_KINDS)[number] | 'undo';
export const ASKED_KINDS: readonly PanelKind[] = [...PANEL_KINDS, 'undo'];
export type PanelOpen = { readonly lineId: string; readonly kind: PanelKind };

export const panelOf = (lineId: string, kind: PanelKind): PanelOpen => ({ lineId, kind });

export const PANEL_WORDS: Readonly<
  Record<(typeof PANEL_KINDS)[number], { readonly key: string; readonly label: string }>
> = {
  find: { key: 'F', label: 'Find other' },
  split: { key: 'S', label: 'Split' },
  create: { key: 'C', label: 'Create' },
  park: { key: 'P', label: 'Park' },
  'not-ours': { key: 'X', label: 'Not ours' },
  ask: { key: '@', label: 'Ask' },
};
