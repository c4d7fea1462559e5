export const PANEL_KINDS = ['find', 'split', 'create', 'park', 'not-ours', 'ask'] as const;
export type PanelKind = (typeof PANEL_KINDS)[number];
export type PanelOpen = { readonly lineId: string; readonly kind: PanelKind };

export const panelOf = (lineId: string, kind: PanelKind): PanelOpen => ({ lineId, kind });

export const PANEL_WORDS: Readonly<Record<PanelKind, { readonly key: string; readonly label: string }>> = {
  find: { key: 'F', label: 'Find other' },
  split: { key: 'S', label: 'Split' },
  create: { key: 'C', label: 'Create' },
  park: { key: 'P', label: 'Park' },
  'not-ours': { key: 'X', label: 'Not ours' },
  ask: { key: '@', label: 'Ask' },
};
