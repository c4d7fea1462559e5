type PageTitleProps = { title: string; site: string; hasErrors?: boolean };

/** The document's title. React lifts it into the head; a form shown again with errors says so first. */
export function PageTitle({ title, site, hasErrors = false }: PageTitleProps) {
  return <title>{`${hasErrors ? 'Error: ' : ''}${title} · ${site}`}</title>;
}
