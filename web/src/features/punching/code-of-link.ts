/** The six digits of a typed text, whatever stands between them; full-width figures count. Null where they are not six. */
export function digitsOf(typed: string): string | null {
  const digits = typed.normalize('NFKC').replace(/\D/g, '');
  return digits.length === 6 ? digits : null;
}

/** The code in the link of a scanned square, `…/p/<shift>/<in|out>/<code>`; null where it belongs to another shift. */
export function codeOfLink(text: string, shiftId: string): string | null {
  const found = /\/p\/([\w-]+)\/(?:in|out)\/([\w-]+)\/?$/i.exec(text.trim());
  return found?.[1] === shiftId ? (found[2] ?? null) : null;
}
