/** Text as it was signed and hashed; where it is wider than the page, it is moved by keyboard too. */
export function Raw({ label, text }: { label: string; text: string }) {
  return (
    <>
      <p className="hint">{label}</p>
      <pre className="raw" role="group" aria-label={label} tabIndex={0} translate="no"><code>{text}</code></pre>
    </>
  );
}
