import { createElement, Fragment, type ReactNode } from 'react';
import { type Block, type Run, readMarkup } from '../rules/read-markup.ts';

/** The wording of a page, drawn as elements: nothing that was typed becomes HTML. */
export const HelpText = ({ body }: { body: string }) => (
  <div className="prose grid gap-4">{inOrder(readMarkup(body).map(drawBlock))}</div>
);

/** Children that never change their places need no names. */
const inOrder = (nodes: readonly ReactNode[]): ReactNode => createElement(Fragment, null, ...nodes);

function drawBlock(block: Block): ReactNode {
  switch (block.kind) {
    case 'heading':
      return <h2 className="mt-4 text-20 font-semibold">{draw(block.runs)}</h2>;
    case 'paragraph':
      return <p>{draw(block.runs)}</p>;
    case 'list':
      return <ul className="list-disc ps-5 grid gap-2">{items(block.items)}</ul>;
    case 'steps':
      return <ol className="list-decimal ps-5 grid gap-2">{items(block.items)}</ol>;
  }
}

const items = (all: readonly (readonly Run[])[]): ReactNode => inOrder(all.map(drawItem));

const drawItem = (runs: readonly Run[]): ReactNode => <li>{draw(runs)}</li>;

const draw = (runs: readonly Run[]): ReactNode => inOrder(runs.map(drawRun));

function drawRun(run: Run): ReactNode {
  if (run.kind !== 'link') return run.kind === 'bold' ? <b>{run.text}</b> : run.text;
  return (
    <a href={run.href} rel="noopener noreferrer">
      {run.text}
    </a>
  );
}
