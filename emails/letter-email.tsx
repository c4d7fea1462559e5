import type { CSSProperties } from 'react';
import { Body, Button, Container, Head, Html, Link, Preview, Section, Text } from 'react-email';
import type { Letter } from '#emails/letter.ts';

/** Colours of the portal, light. Dark mode swaps them by class where the reader's program allows, else it inverts these. */
const INK = '#16181d';
const MUTED = '#4b5260';
const CANVAS = '#f7f8fa';
const SURFACE = '#ffffff';
const LINE = '#d5d9e0';
const ACCENT = '#1d4ed8';
const FONT = '"Segoe UI", Roboto, "Helvetica Neue", Arial, "Noto Sans", sans-serif';

const DARK = `
:root { color-scheme: light dark; supported-color-schemes: light dark; }
@media (prefers-color-scheme: dark) {
  .canvas, .canvas > table > tbody > tr > td { background-color: #0e1116 !important; }
  .surface { background-color: #161a21 !important; border-color: #2c333f !important; }
  .rule { border-color: #2c333f !important; }
  .ink { color: #eceef2 !important; }
  .muted { color: #a9b1bf !important; }
  .link { color: #8ab4ff !important; }
  .button { background-color: #8ab4ff !important; color: #0b1220 !important; }
}`;

const text = { fontFamily: FONT, fontSize: '16px', lineHeight: '24px', color: INK, margin: '0 0 12px' };
const small = { ...text, fontSize: '14px', lineHeight: '21px', color: MUTED };

/** One column, live text, one button; amount, date and button stand in the first 300 pixels. No picture is needed. */
export function LetterEmail({ letter }: { letter: Letter }) {
  const isRightToLeft = letter.direction === 'rtl';
  return (
    <Html lang={letter.language} dir={letter.direction}>
      <Head>
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <title>{letter.subject}</title>
        <style>{DARK}</style>
      </Head>
      <Body className="canvas" style={{ backgroundColor: CANVAS, margin: 0, padding: '16px 8px' }}>
        <Preview>{letter.preheader}</Preview>
        <Container
          className="surface"
          dir={letter.direction}
          style={{
            maxWidth: '560px',
            width: '100%',
            backgroundColor: SURFACE,
            border: `1px solid ${LINE}`,
            borderRadius: '10px',
            textAlign: isRightToLeft ? 'right' : 'left',
          }}
        >
          <Section style={{ padding: '24px 20px' }}>
            <Text className="muted" style={{ ...small, margin: '0 0 16px' }}>
              {letter.company}
            </Text>
            <Text className="ink" style={{ ...text, margin: '0 0 4px' }}>
              {letter.greeting}
            </Text>
            <Lines lines={letter.opening} className="ink" style={{ ...text, margin: '0 0 4px' }} />
            <Figure figure={letter.figure} />
            <Action button={letter.button} />
            <Lines lines={letter.details} className="ink" style={text} />
            <Section className="rule" style={{ borderTop: `1px solid ${LINE}`, paddingTop: '12px' }}>
              <Lines lines={letter.closing} className="muted" style={{ ...small, margin: '0 0 4px' }} />
              {letter.choices ? (
                <Text className="muted" style={{ ...small, margin: '0 0 4px' }}>
                  <Link className="link" href={letter.choices.link} style={{ color: ACCENT }}>
                    {letter.choices.label}
                  </Link>
                </Text>
              ) : null}
            </Section>
          </Section>
        </Container>
      </Body>
    </Html>
  );
}

function Lines({ lines, className, style }: { lines: string[]; className: string; style: CSSProperties }) {
  return lines.map((line, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the lines never move, and two may say the same.
    <Text key={index} className={className} style={style}>
      {line}
    </Text>
  ));
}

function Figure({ figure }: { figure: Letter['figure'] }) {
  if (!figure) return null;
  const code = figure.isCode ? { letterSpacing: '0.12em', fontFamily: 'Menlo, Consolas, monospace' } : {};
  return (
    <Section style={{ padding: '12px 0' }}>
      <Text className="muted" style={{ ...small, margin: 0 }}>
        {figure.label}
      </Text>
      <Text
        className="ink"
        style={{ ...text, fontSize: '31px', lineHeight: '38px', fontWeight: 600, margin: 0, ...code }}
      >
        {figure.value}
      </Text>
      {figure.note ? (
        <Text className="muted" style={{ ...small, margin: 0 }}>
          {figure.note}
        </Text>
      ) : null}
    </Section>
  );
}

function Action({ button }: { button: Letter['button'] }) {
  if (!button) return null;
  return (
    <Section style={{ padding: '4px 0 16px' }}>
      <Button
        className="button"
        href={button.link}
        style={{
          fontFamily: FONT,
          fontSize: '16px',
          fontWeight: 600,
          lineHeight: '24px',
          color: '#ffffff',
          backgroundColor: ACCENT,
          borderRadius: '6px',
          padding: '10px 20px',
          textDecoration: 'none',
        }}
      >
        {button.label}
      </Button>
      <Text className="muted" style={{ ...small, margin: '12px 0 0' }}>
        {button.hint}
        <br />
        <Link className="link" href={button.link} dir="ltr" style={{ color: ACCENT, wordBreak: 'break-all' }}>
          {button.link}
        </Link>
      </Text>
    </Section>
  );
}
