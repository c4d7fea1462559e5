import { useState } from 'react';

type CopyTextProps = { text: string; label: string };

/** A reference, IBAN or code to carry elsewhere. Without script it is text to select. */
export function CopyText({ text, label }: CopyTextProps) {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
  };
  return (
    <span className="copy-text">
      <span className="reference select-all">{text}</span>
      <button type="button" className="link-button text-13 not-printed" onClick={copy}>
        {copied ? 'Copied' : 'Copy'}
        <span className="sr-only"> {label}</span>
      </button>
      <span role="status" className="sr-only">
        {copied ? `${label} copied` : ''}
      </span>
    </span>
  );
}
