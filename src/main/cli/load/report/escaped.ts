/** Escapes a text for HTML and SVG. */
export function escaped(text: string | number | boolean): string {
  const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
  return String(text).replace(/[&<>"']/g, (character) => entities[character] ?? '');
}
